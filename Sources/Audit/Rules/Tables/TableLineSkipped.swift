internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `192.0.2.1/24 REJECT` in a cidr: table, `/a(/ REJECT` in a pcre: table, a key without a value
struct TableLineSkipped: Rule {
  let page = RulePage(
    code: "DT1108", title: "Lines of a table that Postfix skips or takes otherwise",
    problem:
      "A lookup table has a line with a bad pattern, a network with host bits, a key without a value or the like.",
    consequence: "Postfix warns in the log and leaves the line out; the other lines count.",
    fix: "Correct the line; the message names it.", exceptions: "None.",
    sources: ["pcre_table(5), regexp_table(5), cidr_table(5), postmap(1)", "postmap -q of Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.distinctTables.compactMap { use in
      guard !use.isOfAliases, let opened = server.open(use) else { return nil }
      let problems = opened.problems.told.filter { !$0.message.contains("duplicate entry") }
      guard let first = problems.first else { return nil }
      let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
      let path = opened.source?.description
      return Finding(
        .warning, "\(first.message)\(more)",
        at: [Finding.Place(use.value.name, at: nil, path: path), server.place(use.value)])
    }
  }
}
