internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `99-own-ssl.conf` beaten by `99-own.conf`
struct ReadEarlierThanNamed: Rule {
  let page = RulePage(
    code: "DT1202", title: "A file is read earlier than its name suggests",
    problem: "Two included files set the same, and the one whose name seems to come last is read first.",
    consequence: "Its line has no effect: names sort by bytes, - before ., and 100 before 20.",
    fix: "Give the file a name that sorts last, such as 99z-own.conf, or keep one of the lines.",
    exceptions: "None.", sources: ["glob(3) in the C locale", "run with Dovecot 2.3.19.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.beatenAssignments.compactMap { beaten in
      let accident = SortingAccident(beaten, server)
      guard accident.isLikely else { return nil }
      return Finding(
        .warning, "\(beaten.name) of \(accident.loser) has no effect: \(accident.winner) is read after it.",
        at: [Finding.Place(beaten.name, at: beaten.won), Finding.Place(beaten.name, at: beaten.lost)])
    }
  }
}
