internal import CPCRE2

/// `^(?<user>[^@]+)@example\.net$`, compiled: never changes after that, and any number of tasks may match with it.
@safe
package final class Pattern: Sendable {
  /// Immutable once `init` has returned; PCRE2 shares such code between threads.
  nonisolated(unsafe) let code: OpaquePointer
  package let options: PatternOptions
  /// The number of `(…)`, without the whole match.
  package let captureCount: Int
  /// Whether machine code was made. Asked for in vain where the processor or the system does not allow it.
  package let isCompiledToMachineCode: Bool
  private let names: [CaptureName]

  /// - Parameter machineCode: Costs about ten times the compilation; pays from the fourth text on for a pattern that
  ///   backtracks, and never for one that refuses at once.
  package init(
    _ pattern: [UInt8], options: PatternOptions = [], machineCode: Bool = false
  ) throws(PatternError) {
    var errorCode: Int32 = 0
    var errorOffset = 0
    // An array without elements may have no address, and older releases of PCRE2 want one.
    let text = pattern.isEmpty ? [0] : pattern
    guard let code = unsafe pcre2_compile_8(text, pattern.count, options.rawValue, &errorCode, &errorOffset, nil)
    else {
      throw PatternError(
        offset: min(errorOffset, pattern.count), code: errorCode, message: errorMessage(errorCode))
    }
    unsafe self.code = unsafe code
    self.options = options
    captureCount = Int(unsafe Self.number(PCRE2_INFO_CAPTURECOUNT, of: code))
    names = unsafe CaptureName.all(of: code)
    isCompiledToMachineCode = unsafe machineCode && pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0
  }

  deinit { unsafe pcre2_code_free_8(code) }

  /// Whether this build of PCRE2 can make machine code at all.
  package static let canMakeMachineCode: Bool = {
    var answer: UInt32 = 0
    return unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_JIT), &answer) >= 0 && answer == 1
  }()

  /// The names of the captures, in byte order.
  package var captureNames: [String] { names.map { String(decoding: $0.name, as: UTF8.self) } }

  /// The numbers of the captures called `name`: more than one only with `(?J)` or `(?|…)`.
  package func captures(named name: String) -> [Int] {
    names.filter { $0.name.elementsEqual(name.utf8) }.map(\.number)
  }

  /// One match with default limits. Whoever asks often keeps a `Matcher`.
  package func firstMatch(in text: [UInt8], from start: Int = 0) throws(MatchError) -> Match? {
    var matcher = Matcher()
    return try matcher.firstMatch(of: self, in: text, from: start)
  }

  static func number(_ what: Int32, of code: OpaquePointer) -> UInt32 {
    var answer: UInt32 = 0
    let status = unsafe pcre2_pattern_info_8(code, UInt32(what), &answer)
    return status == 0 ? answer : 0
  }
}

/// `(?<user>…)` and its number.
struct CaptureName: Sendable {
  let number: Int
  let name: [UInt8]

  /// The table has one entry of fixed size a name: the number in two bytes, then the name, then NUL.
  static func all(of code: OpaquePointer) -> [CaptureName] {
    let count = Int(unsafe Pattern.number(PCRE2_INFO_NAMECOUNT, of: code))
    let size = Int(unsafe Pattern.number(PCRE2_INFO_NAMEENTRYSIZE, of: code))
    var table: UnsafePointer<UInt8>?
    guard count > 0, unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table) == 0,
      let table = unsafe table
    else { return [] }
    let bytes = unsafe Array(UnsafeBufferPointer(start: table, count: count * size))
    return (0..<count).map { index in
      let entry = bytes[(index * size)..<((index + 1) * size)]
      return CaptureName(
        number: Int(entry[entry.startIndex]) << 8 | Int(entry[entry.startIndex + 1]),
        name: Array(entry.dropFirst(2).prefix { $0 != 0 }))
    }
  }
}
