internal import SourceText

/// What a pattern matched, and what kept it from matching more.
package struct GlobResult: Sendable, Equatable {
  /// In the order in which glob(3) gives them: byte order, one brace alternative after the other.
  package var matches: [TreePath] = []
  /// Directories that could not be listed: what they hold is unknown, not absent.
  package var unreadable: [TreePath] = []
  /// The pattern has more brace alternatives than `ServerTree.maximumBraceAlternatives`; the rest was not looked at.
  package var isCutShort = false
}

extension ServerTree {
  /// More alternatives than any configuration has; `{a,b}{a,b}…` doubles with every pair.
  package static let maximumBraceAlternatives = 4096
  /// More pairs of braces than one alternative of any configuration goes through.
  private static let maximumBraces = 64

  /// glob(3) with `GLOB_BRACE` in the C locale, as Dovecot expands `!include`.
  ///
  /// A pattern without magic matches the name itself where it exists, even as a link that leads nowhere.
  package func glob(_ pattern: TreePath) -> GlobResult {
    var result = GlobResult()
    var alternatives = 0
    expandBraces(pattern.bytes, alternatives: &alternatives, depth: 0, into: &result)
    return result
  }

  private func expandBraces(
    _ pattern: [UInt8], alternatives: inout Int, depth: Int, into result: inout GlobResult
  ) {
    guard alternatives < Self.maximumBraceAlternatives, depth < Self.maximumBraces else {
      result.isCutShort = true
      // Nothing of a pattern with so many braces is written out before the last of them is: there is no end to it.
      alternatives = Self.maximumBraceAlternatives
      return
    }
    guard let brace = BraceExpression(firstIn: pattern) else {
      alternatives += 1
      matchComponents(of: pattern, into: &result)
      return
    }
    for alternative in brace.alternatives {
      expandBraces(
        Array(pattern[..<brace.start]) + Array(pattern[alternative]) + Array(pattern[brace.end...]),
        alternatives: &alternatives, depth: depth + 1, into: &result)
    }
  }

  /// Slashes at the end are one slash behind each directory; a file counts only where its name is written out.
  private func matchComponents(of pattern: [UInt8], into result: inout GlobResult) {
    guard pattern.last == ASCII.slash else {
      result.matches += paths(matching: pattern, into: &result)
      return
    }
    guard let end = pattern.lastIndex(where: { $0 != ASCII.slash }) else {
      result.matches.append(TreePath([ASCII.slash]))
      return
    }
    let last = TreePath(pattern[...end]).lastComponent
    let isWrittenOut = !GlobPattern.hasMagic(last) && !last.contains(ASCII.backslash)
    let marked = paths(matching: Array(pattern[...end]), into: &result).compactMap { match in
      (try? entry(at: match)) == .directory ? match.appending([]) : isWrittenOut ? match : nil
    }
    result.matches += marked.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  private func paths(matching pattern: [UInt8], into result: inout GlobResult) -> [TreePath] {
    if GlobPattern.endsInEscape(pattern) { return [] }
    guard GlobPattern.hasMagic(pattern) else {
      let literal = TreePath(Self.withoutEscapes(pattern))
      return exists(literal) ? [literal] : []
    }
    var found: [[UInt8]] = [[]]
    var isExpanded = false
    var index = 0
    while index < pattern.count, !found.isEmpty {
      let separators = pattern[index...].prefix { $0 == ASCII.slash }
      let component = pattern[separators.endIndex...].prefix { $0 != ASCII.slash }
      index = component.endIndex
      // Slashes stay as written, `conf.d//*.conf` gives `conf.d//10-auth.conf`; behind magic glibc keeps two at most.
      for position in found.indices { found[position] += separators.prefix(isExpanded ? 2 : separators.count) }
      if GlobPattern.hasMagic(component) {
        found = expand(component, below: found, isLast: index == pattern.count, into: &result)
        isExpanded = true
      } else {
        let literal = Self.withoutEscapes(component)
        found = found.map { $0 + literal }.filter { exists(TreePath($0)) }
      }
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }.map { TreePath($0) }
  }

  private func expand(
    _ component: ArraySlice<UInt8>, below directories: [[UInt8]], isLast: Bool, into result: inout GlobResult
  ) -> [[UInt8]] {
    let pattern = GlobPattern(component)
    let own: [[UInt8]] = pattern.beginsWithDot ? [[ASCII.dot], [ASCII.dot, ASCII.dot]] : []
    var found: [[UInt8]] = []
    for directory in directories {
      do throws(TreeError) {
        let names = own + (try names(in: TreePath(directory.isEmpty ? [ASCII.dot] : directory)))
        for name in names where pattern.matches(name) {
          if isLast || (try? entry(at: TreePath(directory + name))) == .directory { found.append(directory + name) }
        }
      } catch {
        if !error.isAbsent, error != .notDirectory { result.unreadable.append(TreePath(directory)) }
      }
    }
    return found
  }

  private static func withoutEscapes(_ component: some Collection<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in component {
      if byte == ASCII.backslash, !isEscaped {
        isEscaped = true
      } else {
        plain.append(byte)
        isEscaped = false
      }
    }
    return plain
  }
}

/// `{a,b{c,d}}`: the first complete one in a pattern; an unclosed `{` is a plain byte.
private struct BraceExpression {
  let start: Int
  let end: Int
  let alternatives: [Range<Int>]

  init?(firstIn pattern: [UInt8]) {
    guard let start = Self.firstBrace(pattern) else { return nil }
    var depth = 0
    var from = start + 1
    var alternatives: [Range<Int>] = []
    var index = start
    while index < pattern.count {
      switch pattern[index] {
      case ASCII.backslash: index += 1
      case ASCII.leftBrace: depth += 1
      case ASCII.comma where depth == 1:
        alternatives.append(from..<index)
        from = index + 1
      case ASCII.rightBrace:
        depth -= 1
        if depth == 0 {
          self.start = start
          end = index + 1
          self.alternatives = alternatives + [from..<index]
          return
        }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func firstBrace(_ pattern: [UInt8]) -> Int? {
    var index = 0
    while index < pattern.count {
      if pattern[index] == ASCII.backslash { index += 1 } else if pattern[index] == ASCII.leftBrace { return index }
      index += 1
    }
    return nil
  }
}
