internal import SourceText

/// `[a-z]`, `[!0-9]`, `[[:digit:]_]`: a set of bytes in a glob pattern, as fnmatch(3) of glibc reads it in the C locale.
struct GlobBracket: Equatable {
  private var members: Set<UInt8> = []
  private var isNegated = false
  /// What is not a member so far is refused, even where the set is negated: an unknown class stands here, `[a[:nope:]b]`.
  private var isBroken = false
  /// It is never closed: the `[` stands for itself, except that glibc refuses a name whose byte is a member so far.
  private var isUnclosed = false

  func accepts(_ byte: UInt8) -> Bool {
    if isUnclosed { return byte == ASCII.leftBracket && !members.contains(byte) }
    return members.contains(byte) ? !isNegated : isNegated && !isBroken
  }

  /// Reads the set whose `[` stands before `start`.
  /// - Returns: the set, and where the pattern goes on: behind the `]`, or behind the `[` where it is never closed.
  static func read(_ pattern: [UInt8], from start: Int) -> (bracket: GlobBracket, next: Int) {
    var bracket = GlobBracket()
    var index = start
    bracket.isNegated = index < pattern.count && (pattern[index] == ASCII.exclamation || pattern[index] == 0x5E)
    if bracket.isNegated { index += 1 }
    let first = index
    while index < pattern.count {
      if pattern[index] == ASCII.rightBracket, index > first { return (bracket, index + 1) }
      guard let next = bracket.readMember(pattern, at: index) else { break }
      index = next
    }
    bracket.isUnclosed = true
    return (bracket, start)
  }

  private mutating func add(_ bytes: some Sequence<UInt8>) {
    if !isBroken { members.formUnion(bytes) }
  }

  /// Nil where the pattern ends inside the member.
  private mutating func readMember(_ pattern: [UInt8], at index: Int) -> Int? {
    guard pattern[index] == ASCII.leftBracket, index + 1 < pattern.count else {
      return readRange(pattern, at: index)
    }
    switch pattern[index + 1] {
    case ASCII.colon:
      guard let end = Self.endOfClass(pattern, from: index + 2) else { return readRange(pattern, at: index) }
      if let named = Self.members(ofClass: pattern[(index + 2)..<end]) {
        add(named)
      } else {
        isBroken = true
      }
      return end + 2
    case ASCII.equals:
      guard pattern[(index + 2)...].dropFirst().starts(with: [ASCII.equals, ASCII.rightBracket]) else {
        return readRange(pattern, at: index)
      }
      add([pattern[index + 2]])
      return index + 5
    case ASCII.dot:
      guard let end = Self.endOfSymbol(pattern, from: index + 2) else { return nil }
      // The C locale has no names for symbols but the bytes themselves.
      guard end == index + 3 else {
        isBroken = true
        return end + 2
      }
      return readRange(from: pattern[index + 2], pattern, at: end + 2)
    default: return readRange(pattern, at: index)
    }
  }

  private mutating func readRange(_ pattern: [UInt8], at index: Int) -> Int? {
    guard pattern[index] == ASCII.backslash else { return readRange(from: pattern[index], pattern, at: index + 1) }
    guard index + 1 < pattern.count else { return nil }
    return readRange(from: pattern[index + 1], pattern, at: index + 2)
  }

  /// `low` alone, or up to the byte behind a hyphen at `index`. A hyphen before the `]` stands for itself.
  private mutating func readRange(from low: UInt8, _ pattern: [UInt8], at index: Int) -> Int? {
    guard index + 1 < pattern.count, pattern[index] == ASCII.hyphen, pattern[index + 1] != ASCII.rightBracket else {
      add([low])
      return index
    }
    var end = index + 1
    if pattern[end] == ASCII.backslash { end += 1 }
    guard end < pattern.count else { return nil }
    if low <= pattern[end] { add(low...pattern[end]) }
    return end + 1
  }

  /// Where `:]` stands, if only lower case letters stand before it.
  private static func endOfClass(_ pattern: [UInt8], from start: Int) -> Int? {
    let end = pattern[start...].firstIndex { !(0x61..<0x7A).contains($0) } ?? pattern.count
    return pattern[end...].starts(with: [ASCII.colon, ASCII.rightBracket]) ? end : nil
  }

  /// Where `.]` stands.
  private static func endOfSymbol(_ pattern: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + 1 < pattern.count {
      if pattern[index] == ASCII.dot, pattern[index + 1] == ASCII.rightBracket { return index }
      index += 1
    }
    return nil
  }

  private static func members(ofClass name: ArraySlice<UInt8>) -> [UInt8]? {
    let every = UInt8.min...UInt8.max
    return switch name.text {
    case "alpha": every.filter(ASCII.isLetter)
    case "digit": every.filter(ASCII.isDigit)
    case "alnum": every.filter(ASCII.isAlphanumeric)
    case "upper": every.filter { (0x41...0x5A).contains($0) }
    case "lower": every.filter { (0x61...0x7A).contains($0) }
    case "space": every.filter(ASCII.isSpace)
    case "blank": every.filter(ASCII.isBlank)
    case "punct": every.filter { (0x21...0x7E).contains($0) && !ASCII.isAlphanumeric($0) }
    case "xdigit": every.filter { ASCII.isDigit($0) || (0x61...0x66).contains($0 | 0x20) }
    case "print": every.filter { (0x20...0x7E).contains($0) }
    case "graph": every.filter { (0x21...0x7E).contains($0) }
    case "cntrl": every.filter { $0 < 0x20 || $0 == 0x7F }
    default: nil
    }
  }
}
