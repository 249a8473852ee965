package import SettingsGraph

/// `2.3`, `>=3.6`, `>=2.3.15 <2.4`: the versions that a wish is meant for.
package struct VersionRange: Sendable, Equatable {
  private enum Bound: Sendable, Equatable {
    /// The major and minor number.
    case line(ProgramVersion)
    case atLeast(ProgramVersion)
    case below(ProgramVersion)
  }

  private let bounds: [Bound]
  /// As written; empty for all versions.
  package let text: String

  package static let all = VersionRange()

  private init() {
    bounds = []
    text = ""
  }

  /// Nil where it is no range.
  package init?(_ text: String) {
    var bounds: [Bound] = []
    for word in text.split(separator: " ") {
      let isLower = word.hasPrefix(">=")
      let isUpper = word.hasPrefix("<")
      guard let version = ProgramVersion(String(word.dropFirst(isLower ? 2 : isUpper ? 1 : 0))) else { return nil }
      bounds.append(isLower ? .atLeast(version) : isUpper ? .below(version) : .line(version))
    }
    guard !bounds.isEmpty else { return nil }
    self.bounds = bounds
    self.text = text
  }

  package func contains(_ version: ProgramVersion) -> Bool {
    bounds.allSatisfy { bound in
      switch bound {
      case .line(let line): version[0] == line[0] && version[1] == line[1]
      case .atLeast(let lowest): version >= lowest
      case .below(let limit): version < limit
      }
    }
  }
}
