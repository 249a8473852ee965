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

  /// One finding for a line that counts, with all that it beats.
  func findings(on server: AuditedServer) -> [Finding] {
    var groups: [AssignmentID: [BeatenAssignment]] = [:]
    for beaten in server.beatenAssignments
    where !isOfPackage(beaten, server) && !SortingAccident(beaten, server).isLikely {
      groups[beaten.winner, default: []].append(beaten)
    }
    return groups.sorted { $0.key < $1.key }.compactMap { finding($0.value, server) }
  }

  private func finding(_ group: [BeatenAssignment], _ server: AuditedServer) -> Finding? {
    guard let first = group.first else { return nil }
    let scope = server.server.graph.description(of: server.server.graph[first.winner].scope)
    let place = scope.isEmpty ? "" : " in \(scope)"
    let losers = group.map { Finding.Place($0.name, at: $0.lost) }
    return Finding(
      group.allSatisfy { isOverride($0, server) } ? .note : .warning,
      "\(first.name) is set more than once\(place): \(shown(first.loser, server)) has no effect, since \(shown(first.winner, server)) is read later.",
      at: [Finding.Place(first.name, at: first.won)] + losers)
  }

  private func shown(_ id: AssignmentID, _ server: AuditedServer) -> String {
    let value = server.server.graph[id].value.shown(in: server.server.files)
    let text = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.isEmpty ? "an empty value" : text.count > 60 ? "\(text.prefix(57))..." : text
  }

  /// What a package writes below /usr is there to be overridden.
  private func isOfPackage(_ beaten: BeatenAssignment, _ server: AuditedServer) -> Bool {
    server.server.files.path(of: beaten.lost.file).hasPrefix("/usr/")
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
