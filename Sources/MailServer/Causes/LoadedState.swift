internal import Dovecot
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `main.cf` was edited and Postfix was not told: whether the running daemon has read what the files say now.
struct LoadedState {
  private let server: MailServer

  init(of server: MailServer) { self.server = server }

  func implications(of resolution: Resolution) -> [Implication] {
    let daemon = server.graph[resolution.setting].daemon
    guard let running = server.request.running(daemon, server.tree) else { return [] }
    let name = server.graph.name(of: resolution.setting)
    let span = resolution.winner.flatMap { server.graph[$0].origin.span }
    let changed = span.map { [server.files.path(of: $0.file)] } ?? mainFiles(of: daemon)
    let newest = changed.compactMap(modified).max { $0.time < $1.time }
    let read = running.loaded ?? running.started
    if let newest, newest.time > read { return [notRead(name, daemon, running, newest, newest.time - read, span)] }
    guard let newest, Self.restarted.contains(name), newest.time > running.started else { return [] }
    return [perhapsOlder(name, daemon, running, newest.path, span)]
  }

  /// The file was changed since the daemon read it.
  private func notRead(
    _ name: String, _ daemon: DaemonName, _ running: RunningDaemon, _ file: (path: String, time: Int),
    _ seconds: Int, _ span: SourceSpan?
  ) -> Implication {
    let ago = Duration(seconds: seconds).text
    let needsRestart = Self.restarted.contains(name)
    let remedy = Remedy.run(needsRestart ? "systemctl restart \(daemon)" : Self.reload[daemon] ?? "")
    guard running.loaded != nil || needsRestart else {
      return Implication(
        "\(program(daemon, running)) was started \(ago) before \(file.path) was changed; whether it was reloaded since is not known.",
        span: span, kind: .unknown, remedy: remedy)
    }
    let tail = needsRestart ? " A reload does not change \(name)." : ""
    return Implication(
      "The running \(program(daemon, running)) last read its files \(ago) before \(file.path) was changed.\(tail)",
      span: span, kind: .pending, remedy: remedy)
  }

  /// A reload came after the change, and does not reach this parameter.
  private func perhapsOlder(
    _ name: String, _ daemon: DaemonName, _ running: RunningDaemon, _ path: String, _ span: SourceSpan?
  ) -> Implication {
    Implication(
      "\(path) was changed after \(program(daemon, running)) was started, and a reload does not change \(name): whether it was changed is not known, `systemctl restart \(daemon)` makes sure.",
      span: span, kind: .unknown)
  }

  private func program(_ daemon: DaemonName, _ running: RunningDaemon) -> String {
    "\(daemon == .postfix ? "Postfix" : "Dovecot") (process \(running.process))"
  }

  private func modified(_ path: String) -> (path: String, time: Int)? {
    guard case .file(let status)? = try? server.tree.entry(at: TreePath(path)) else { return nil }
    return (path, status.modified.seconds)
  }

  private func mainFiles(of daemon: DaemonName) -> [String] {
    daemon == .postfix
      ? ["main.cf", "master.cf"].map { server.request.postfixDirectory.appending($0.utf8).description }
      : [server.request.dovecotFile.description]
  }

  private static let reload: [DaemonName: String] = [.postfix: "postfix reload", .dovecot: "doveadm reload"]

  /// Read at the start alone: Postfix logs that it ignores a change of the first two, and a running Dovecot keeps its
  /// sockets and pid file where they are.
  private static let restarted: Set<String> = ["inet_interfaces", "inet_protocols", "base_dir"]
}

/// `14 minutes`
private struct Duration {
  let seconds: Int

  var text: String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
    let (size, name) = units.first { seconds >= $0.0 } ?? (1, "second")
    let count = max(1, seconds / size)
    return "\(count) \(name)\(count == 1 ? "" : "s")"
  }
}
