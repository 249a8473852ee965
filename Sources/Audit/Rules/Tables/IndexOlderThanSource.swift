internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `virtual` edited on Monday, `virtual.db` made on Sunday
struct IndexOlderThanSource: Rule {
  let page = RulePage(
    code: "DT1104", title: "A table was edited and its index not made again",
    problem: "The source of a table is younger than the index that Postfix reads.",
    consequence: "What was changed since has no effect.",
    fix: "Run postmap TYPE:FILE; for alias_maps, postalias or newaliases. No reload is needed.",
    exceptions: "A copy of the files that has not kept their times.",
    sources: ["postfix warns: database is older than source file", "DATABASE_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.tables.all.compactMap { use in
      guard let path = use.path, case .stale(let index) = IndexState(of: use.reference, in: server.server.tree) else {
        return nil
      }
      return server.finding(
        .warning, "\(path) was changed after \(index) was made of it: `\(use.command)` brings it up to date.", use)
    }
  }
}
