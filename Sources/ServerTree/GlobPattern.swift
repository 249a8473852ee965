internal import SourceText

/// `*.conf`, `[0-9]?-*`: one component of a glob pattern, matched as glob(3) does in the C locale.
///
/// A name that begins with a dot is matched only by a pattern that begins with one.
package struct GlobPattern: Sendable {
  private enum Element: Equatable {
    case byte(UInt8)
    case any
    case star
    case bracket(GlobBracket)
    /// A backslash with nothing behind it: no name matches.
    case nothing
  }

  private let elements: [Element]
  let beginsWithDot: Bool

  /// Whether any byte of the component has a meaning besides itself.
  package static func hasMagic(_ component: some Collection<UInt8>) -> Bool {
    component.contains { $0 == ASCII.asterisk || $0 == ASCII.question || $0 == ASCII.leftBracket }
  }

  /// Whether a backslash at the very end escapes nothing: glob(3) finds no name for such a pattern.
  static func endsInEscape(_ pattern: [UInt8]) -> Bool {
    pattern.reversed().prefix { $0 == ASCII.backslash }.count % 2 == 1
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
      case ASCII.backslash:
        index += 1
        elements.append(index < bytes.count ? .byte(bytes[index]) : .nothing)
      case ASCII.leftBracket:
        let (bracket, next) = GlobBracket.read(bytes, from: index + 1)
        elements.append(.bracket(bracket))
        index = next - 1
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
    case .bracket(let bracket): bracket.accepts(byte)
    case .star, .nothing: false
    }
  }
}
