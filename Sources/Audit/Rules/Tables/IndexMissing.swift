internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `virtual` without `virtual.db`
struct IndexMissing: Rule {
  let page = RulePage(
    code: "DT1102", title: "The index of a table was never made",
    problem: "The source of a table is there, and the index that Postfix reads in its place is not.",
    consequence: "Every lookup fails: mail that needs the table is deferred.",
    fix: "Run postmap TYPE:FILE; for alias_maps, postalias or newaliases.",
    exceptions: "A copy of /etc without the indexes.",
    sources: ["DATABASE_README", "run with Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.tables.all.compactMap { use in
      guard let path = use.path, server.server.tree.exists(path),
        case .missing(let index) = IndexState(of: use.reference, in: server.server.tree)
      else { return nil }
      return server.finding(
        server.isWholeSystem ? .error : .note, "\(index) was never made: `\(use.command)` makes it.", use)
    }
  }
}
