internal import CPCRE2

/// The memory and the limits for comparing texts with patterns, one after the other.
@safe
package struct Matcher: ~Copyable {
  private let context: OpaquePointer?
  private let limits: MatchLimits
  /// Made for the first pattern that is machine code: the default one has 32 KiB and is too small for a long text.
  private var stack: OpaquePointer?
  private var found: OpaquePointer?
  private var capacity: Int = 0

  package init(limits: MatchLimits = MatchLimits()) {
    let context = unsafe pcre2_match_context_create_8(nil)
    unsafe self.context = unsafe context
    self.limits = limits
    unsafe pcre2_set_match_limit_8(context, limits.match)
    unsafe pcre2_set_depth_limit_8(context, limits.depth)
    unsafe pcre2_set_heap_limit_8(context, limits.heap)
  }

  deinit {
    unsafe pcre2_match_data_free_8(found)
    unsafe pcre2_jit_stack_free_8(stack)
    unsafe pcre2_match_context_free_8(context)
  }

  /// The first match at or after `start`; nil where there is none.
  package mutating func firstMatch(
    of pattern: Pattern, in text: [UInt8], from start: Int = 0
  ) throws(MatchError) -> Match? {
    guard (0...text.count).contains(start) else { throw .startOutOfBounds }
    guard unsafe context != nil, makeRoom(for: pattern.captureCount + 1) else { throw .heapLimit }
    if pattern.isCompiledToMachineCode { makeStack() }
    let subject = text.isEmpty ? [0] : text
    let count = unsafe pcre2_match_8(pattern.code, subject, text.count, start, 0, found, context)
    if count == PCRE2_ERROR_NOMATCH { return nil }
    guard count > 0 else { throw MatchError(code: count) }
    return Match(ranges: ranges(count: Int(count)))
  }

  package mutating func matches(_ pattern: Pattern, _ text: [UInt8]) throws(MatchError) -> Bool {
    try firstMatch(of: pattern, in: text) != nil
  }

  /// Grows the place for captures to that of the pattern with the most; PCRE2 knows at most 65,535.
  private mutating func makeRoom(for pairs: Int) -> Bool {
    guard pairs > capacity else { return true }
    unsafe pcre2_match_data_free_8(found)
    unsafe found = unsafe pcre2_match_data_create_8(UInt32(pairs), nil)
    capacity = unsafe found == nil ? 0 : pairs
    return unsafe found != nil
  }

  private mutating func makeStack() {
    guard unsafe stack == nil else { return }
    unsafe stack = unsafe pcre2_jit_stack_create_8(32 << 10, max(32 << 10, Int(limits.heap) << 10), nil)
    unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  /// PCRE2 tells pairs of offsets; both are unset for a capture that took no part.
  private func ranges(count: Int) -> [Range<Int>?] {
    guard let offsets = unsafe pcre2_get_ovector_pointer_8(found) else { return [] }
    return (0..<count).map { number in
      let lower = unsafe offsets[2 * number]
      let upper = unsafe offsets[2 * number + 1]
      // `PCRE2_UNSET`, all bits set, is -1 here.
      guard lower >= 0, upper >= 0 else { return nil }
      return lower..<max(lower, upper)
    }
  }
}
