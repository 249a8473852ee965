internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `lmdb:/etc/postfix/virtual` beside `virtual.db`
struct IndexOfAnotherType: Rule {
  let page = RulePage(
    code: "DT1103", title: "The index was made for another type of table",
    problem: "The value names one type of table, and the only index is of another.",
    consequence: "Postfix does not find its index: every lookup fails, however often postmap is run without a type.",
    fix: "Run postmap with the type that the value names, or name the other type.", exceptions: "None.",
    sources: ["postmap(1), default_database_type", "run with Postfix 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.tables.all.compactMap { use in
      guard case .ofOtherType(let wanted, let found) = IndexState(of: use.reference, in: server.server.tree) else {
        return nil
      }
      return server.finding(
        .error, "\(use.name) reads \(wanted), which is not there; \(found) is of another type.", use)
    }
  }
}
