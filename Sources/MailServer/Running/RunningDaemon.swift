internal import Dovecot
internal import Postfix
package import ServerTree
package import SettingsGraph

/// The daemon as it runs: when it read its configuration.
package struct RunningDaemon: Sendable, Equatable {
  /// The process id of `master`, of `dovecot`.
  package let process: Int
  /// Seconds since 1970.
  package let started: Int
  /// When it last read its files, at its start or at a reload; nil where only the start is known.
  package let loaded: Int?

  package init(process: Int, started: Int, loaded: Int?) {
    self.process = process
    self.started = started
    self.loaded = loaded
  }

  /// What pid file and `/proc` of the tree say; nil where the daemon does not run, or nothing tells.
  ///
  /// A process that lives from one reload to the next tells the time of the last: Postfix' queue manager (3.5 to 3.11),
  /// and Dovecot's `log` (2.3.13 to 2.4.5, running servers; `config` comes back only when it is needed).
  package init?(_ daemon: DaemonName, in tree: ServerTree) {
    guard let table = ProcessTable(of: tree), let witness = Self.witnesses[daemon] else { return nil }
    let main = witness.pidFiles.lazy.compactMap { table.process(of: TreePath($0), named: witness.program) }.first
    guard let main else { return nil }
    let child = table.children(of: main).first { $0.name == witness.child }
    self.init(process: main.id, started: main.started, loaded: child.map { max($0.started, main.started) })
  }

  private static let witnesses: [DaemonName: (program: String, pidFiles: [String], child: String)] = [
    .postfix: ("master", ["/var/spool/postfix/pid/master.pid"], "qmgr"),
    .dovecot: ("dovecot", ["/run/dovecot/master.pid", "/var/run/dovecot/master.pid"], "log"),
  ]
}
