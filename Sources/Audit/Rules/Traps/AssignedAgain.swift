internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl = required` in dovecot.conf, above `!include conf.d/*.conf` with `ssl = yes` in 10-ssl.conf
struct AssignedAgain: Rule {
  let page = RulePage(
    code: "DT1201", title: "A setting is written twice, and the later line counts",
    problem: "The same setting has two different values in one scope.",
    consequence: "The earlier line has no effect, and who edits it wonders why. Neither daemon stops at it.",
    fix: "Keep one of the two lines: dovetrail why NAME shows which counts.",
    exceptions: "A file that is read last on purpose, such as local.conf, and overrides what the package wrote.",
    sources: ["run with Dovecot 2.3.19.1 and 2.4.1, Postfix 3.5 to 3.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.beatenAssignments.filter { !SortingAccident($0, server).isLikely }.map { beaten in
      let graph = server.server.graph
      let files = server.server.files
      let scope = graph.description(of: graph[beaten.winner].scope)
      let place = scope.isEmpty ? "" : " in \(scope)"
      return Finding(
        isOverride(beaten, server) ? .note : .warning,
        "\(beaten.name) is set twice\(place): \(graph[beaten.loser].value.shown(in: files)) has no effect, since \(graph[beaten.winner].value.shown(in: files)) is read later.",
        at: [Finding.Place(beaten.name, at: beaten.won), Finding.Place(beaten.name, at: beaten.lost)])
    }
  }

  /// The later line stands in another file that does not come out of the package's numbered ones: it is there to win.
  private func isOverride(_ beaten: BeatenAssignment, _ server: AuditedServer) -> Bool {
    guard beaten.won.file != beaten.lost.file else { return false }
    let graph = server.server.graph
    let mains = graph.inclusions.filter { $0.parent == nil }.map(\.file)
    // A line of the main file that an included file beats: the reader of dovecot.conf does not see that.
    return !mains.contains(beaten.lost.file)
  }
}
