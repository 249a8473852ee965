internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `info@example.net anna` and, further down, `info@example.net berta`
struct DuplicateKeys: Rule {
  let page = RulePage(
    code: "DT1109", title: "A key stands twice in a table",
    problem: "A lookup table has the same key on two lines; keys are compared without case.",
    consequence:
      "Of an indexed table the first line counts and postmap warns. A texthash: table with one is unusable: every lookup fails with 451 4.3.5.",
    fix: "Keep one line for each key; several results go into one line with commas.", exceptions: "None.",
    sources: ["postmap(1)", "run with Postfix 3.5, 3.7, 3.10 and 3.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.distinctTables.compactMap { use in
      guard !use.isOfAliases, let opened = server.open(use), case .keyed(let table) = opened.table,
        let first = table.duplicates.told.first,
        let path = opened.source
      else { return nil }
      let isUnusable = use.reference.type == "texthash"
      let count = table.duplicates.told.count + table.duplicates.untold
      let what = count == 1 ? "a key that stands before" : "\(count) keys that stand before"
      let effect = isUnusable ? "and texthash: tables are unusable with it" : "and the first counts"
      return Finding(
        isUnusable ? .error : .warning,
        "\(path) has \(what)\(first.line.map { ", the first on line \($0)" } ?? ""), \(effect).",
        at: [Finding.Place(use.value.name, at: nil, path: path.description), server.place(use.value)])
    }
  }
}
