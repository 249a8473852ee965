/// One thing that can be wrong with a server: what it is, how to tell, and a page for the administrator.
///
/// A rule is one file below `Rules/TOPIC/`, named like its type; the build finds it there. It asks the listeners, the
/// links and the effective values, never the text of a file.
package protocol Rule: Sendable {
  init()
  var page: RulePage { get }
  func findings(on server: AuditedServer) -> [Finding]
}

/// What `dovetrail rules DT0101` prints.
package struct RulePage: Sendable {
  /// `DT0101`: never given to another rule.
  package let code: String
  package let title: String
  /// What the configuration says that it should not, in one or two sentences.
  package let problem: String
  /// What that leads to.
  package let consequence: String
  package let fix: String
  /// When it is right nevertheless.
  package let exceptions: String
  /// Documents, and how it was seen.
  package let sources: [String]

  package init(
    code: String, title: String, problem: String, consequence: String, fix: String, exceptions: String,
    sources: [String]
  ) {
    self.code = code
    self.title = title
    self.problem = problem
    self.consequence = consequence
    self.fix = fix
    self.exceptions = exceptions
    self.sources = sources
  }
}

/// All rules, by code.
package enum RuleRegistry {
  package static let all: [any Rule] = listed.map { (code: $0.page.code, rule: $0) }
    .sorted { $0.code < $1.code }.map(\.rule)

  package static func rule(_ code: String) -> (any Rule)? {
    all.first { $0.page.code == code.uppercased() }
  }
}
