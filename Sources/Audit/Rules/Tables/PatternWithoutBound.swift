internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `/^(\w+\s?)*$/ REJECT`
struct PatternWithoutBound: Rule {
  let page = RulePage(
    code: "DT1110", title: "A pattern that a stranger's text can make very slow",
    problem: "A pcre: table has a pattern with repeats inside repeats, whose cost grows without bound for some texts.",
    consequence:
      "A sender who finds such a text keeps a process busy for each message or command, until the limit of the library ends the match and the rule does not count.",
    fix: "Write the inner repeat so that it can match in one way only, or use (?>…) and possessive repeats.",
    exceptions: "Texts that strangers cannot choose.",
    sources: ["pcre_table(5)", "PCRE2: match limit exceeded, run with patterns against 60 equal letters"])

  /// Texts on which repeats inside repeats do not end: many of one kind, then a byte that nothing expects.
  private static let provocations: [[UInt8]] = ["a", "0", " ", "a.", "a@", "-", "<a>", "a "].map { unit in
    Array((String(repeating: unit, count: 60) + "\u{1}!").utf8)
  }

  func findings(on server: AuditedServer) -> [Finding] {
    server.distinctTables.filter { $0.reference.type == "pcre" }.compactMap { use in
      guard let opened = server.open(use), case .patterns(let table) = opened.table,
        Self.provocations.contains(where: { Self.isGivenUp(table.answer(to: $0[...])) })
      else { return nil }
      return Finding(
        .warning, "A pattern of \(use.name) needs more work than allowed for a text of 60 equal letters.",
        at: [Finding.Place(use.value.name, at: nil, path: opened.source?.description), server.place(use.value)])
    }
  }

  private static func isGivenUp(_ answer: TableAnswer) -> Bool {
    if case .unknown(let reason) = answer { reason.contains("needs more work") } else { false }
  }
}
