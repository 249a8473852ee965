/// How much one comparison may cost before it is given up; PCRE2's own limits are a hundred times wider.
///
/// A pattern comes from a server's table and a text from anywhere, so neither is trusted. `(*LIMIT_MATCH=n)` in a
/// pattern can lower a limit and never raise it.
package struct MatchLimits: Hashable, Sendable {
  /// Calls of the matching function; machine code counts fewer of them for the same work.
  package var match: UInt32
  /// Nesting of backtracking; machine code does not look at it.
  package var depth: UInt32
  /// Kibibytes of memory for backtracking, and of stack for machine code.
  package var heap: UInt32

  package init(match: UInt32 = 100_000, depth: UInt32 = 100_000, heap: UInt32 = 16_384) {
    self.match = match
    self.depth = depth
    self.heap = heap
  }
}
