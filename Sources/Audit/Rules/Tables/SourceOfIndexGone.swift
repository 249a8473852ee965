internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `virtual.db` without `virtual`
struct SourceOfIndexGone: Rule {
  let page = RulePage(
    code: "DT1105", title: "An index without its source",
    problem: "The index of a table is there, and the text that it was made of is not.",
    consequence:
      "The old entries still answer, nobody can read or change them, and a change of type has nothing to start from.",
    fix: "Write the source anew: `postmap -s TYPE:FILE` prints what the index holds.",
    exceptions: "A program makes the index itself, such as Mailman.",
    sources: ["postmap(1)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.tables.all.compactMap { use in
      guard case .sourceMissing(let source) = IndexState(of: use.reference, in: server.server.tree) else { return nil }
      return server.finding(.note, "\(source) is gone, and its index still answers.", use)
    }
  }
}
