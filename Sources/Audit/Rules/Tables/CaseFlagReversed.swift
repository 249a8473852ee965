internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `/viagra/i REJECT` in a pcre: or regexp: table
struct CaseFlagReversed: Rule {
  let page = RulePage(
    code: "DT1115", title: "The flag i makes a pattern look at case",
    problem: "A pattern has the flag i, which elsewhere means that case does not matter.",
    consequence: "Patterns of Postfix ignore case without a flag; i switches that off, so that VIAGRA is not found.",
    fix: "Remove the i.", exceptions: "The pattern is meant to tell capital letters from small ones.",
    sources: ["pcre_table(5), regexp_table(5)", "postmap -q of Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.distinctTables.compactMap { use in
      guard ["pcre", "regexp"].contains(use.reference.type), let opened = server.open(use),
        case .patterns(let table) = opened.table, let line = table.caseSensitiveLines.first
      else { return nil }
      let count = table.caseSensitiveLines.count
      let what = count == 1 ? "A pattern" : "\(count) patterns"
      return Finding(
        .note,
        "\(what) of \(use.name) (line \(line)\(count == 1 ? "" : " and below")) will not ignore case: the flag i toggles that.",
        at: [Finding.Place(use.value.name, at: nil, path: opened.source?.description), server.place(use.value)])
    }
  }
}
