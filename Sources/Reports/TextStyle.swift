/// How terminal text looks; decided by the command line, never by a renderer.
package struct TextStyle: Sendable {
  package enum Emphasis: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  package let usesColour: Bool
  /// Columns; nil where lines are not to be folded (no terminal).
  package let width: Int?
  package let showsSecrets: Bool

  package init(usesColour: Bool = false, width: Int? = nil, showsSecrets: Bool = false) {
    self.usesColour = usesColour
    self.width = width
    self.showsSecrets = showsSecrets
  }

  package func styled(_ text: String, _ emphasis: Emphasis) -> String {
    usesColour ? "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m" : text
  }
}
