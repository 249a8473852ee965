internal import SourceText

/// `*.conf`, `[0-9]?-*`: one component of a glob pattern, matched as glob(3) does in the C locale.
///
/// A name that begins with a dot is matched only by a pattern that begins with one.
package struct GlobPattern: Sendable {
  private enum Element: Equatable {
    case byte(UInt8)
    case any
    case star
    case bracket(Set<UInt8>, negated: Bool)
  }

  private let elements: [Element]
  private let beginsWithDot: Bool

  /// Whether any byte of the component has a meaning besides itself.
  package static func hasMagic(_ component: some Collection<UInt8>) -> Bool {
    component.contains { $0 == ASCII.asterisk || $0 == ASCII.question || $0 == ASCII.leftBracket }
  }

  package init(_ component: some Collection<UInt8>) {
    let bytes = Array(component)
    var elements: [Element] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.asterisk:
        if elements.last != .star { elements.append(.star) }
      case ASCII.question:
        elements.append(.any)
      case ASCII.backslash where index + 1 < bytes.count:
        index += 1
        elements.append(.byte(bytes[index]))
      case ASCII.leftBracket:
        if let (bracket, end) = Self.bracket(bytes, after: index + 1) {
          elements.append(bracket)
          index = end
        } else {
          elements.append(.byte(ASCII.leftBracket))
        }
      default:
        elements.append(.byte(bytes[index]))
      }
      index += 1
    }
    self.elements = elements
    beginsWithDot = elements.first == .byte(ASCII.dot)
  }

  /// - Complexity: O(name × pattern); a star backtracks to the last star only.
  package func matches(_ name: some Collection<UInt8>) -> Bool {
    let name = Array(name)
    if name.first == ASCII.dot, !beginsWithDot { return false }
    var at = 0
    var element = 0
    var retry: (element: Int, at: Int)?
    while at < name.count {
      if element < elements.count, elements[element] == .star {
        element += 1
        retry = (element, at)
      } else if element < elements.count, Self.accepts(elements[element], name[at]) {
        element += 1
        at += 1
      } else if let last = retry {
        element = last.element
        at = last.at + 1
        retry = (element, at)
      } else {
        return false
      }
    }
    return elements[element...].allSatisfy { $0 == .star }
  }

  private static func accepts(_ element: Element, _ byte: UInt8) -> Bool {
    switch element {
    case .byte(let wanted): wanted == byte
    case .any: true
    case .bracket(let set, let negated): set.contains(byte) != negated
    case .star: false
    }
  }

  /// The set behind `[`, and where its `]` stands; nil where it is never closed, which makes the `[` a plain byte.
  private static func bracket(_ bytes: [UInt8], after start: Int) -> (Element, Int)? {
    var index = start
    let negated = index < bytes.count && (bytes[index] == ASCII.exclamation || bytes[index] == 0x5E)
    if negated { index += 1 }
    var set: Set<UInt8> = []
    var isFirst = true
    while index < bytes.count {
      if bytes[index] == ASCII.rightBracket, !isFirst { return (.bracket(set, negated: negated), index) }
      isFirst = false
      if let (named, end) = characterClass(bytes, at: index) {
        set.formUnion(named)
        index = end
        continue
      }
      if bytes[index] == ASCII.backslash, index + 1 < bytes.count { index += 1 }
      let low = bytes[index]
      if index + 2 < bytes.count, bytes[index + 1] == ASCII.hyphen, bytes[index + 2] != ASCII.rightBracket {
        let high = bytes[index + 2]
        if low <= high { set.formUnion(low...high) }
        index += 3
      } else {
        set.insert(low)
        index += 1
      }
    }
    return nil
  }

  /// `[:digit:]` inside a bracket.
  private static func characterClass(_ bytes: [UInt8], at index: Int) -> (Set<UInt8>, Int)? {
    guard bytes[index...].starts(with: [ASCII.leftBracket, ASCII.colon]) else { return nil }
    var end = index + 2
    while end + 1 < bytes.count, bytes[end] != ASCII.colon || bytes[end + 1] != ASCII.rightBracket { end += 1 }
    guard end + 1 < bytes.count else { return nil }
    let every = UInt8.min...UInt8.max
    let members: [UInt8]? =
      switch bytes[(index + 2)..<end].text {
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
    return members.map { (Set($0), end + 2) }
  }
}
