import Dovecot
import MailServer
import OracleSupport
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Running daemons")
struct RunningDaemonTests {
  // MARK: - What the processes say

  private func stat(_ id: Int, _ name: String, parent: Int, ticks: Int) -> (String, String) {
    ("/proc/\(id)/stat", "\(id) (\(name)) S \(parent) 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 \(ticks) 0 0\n")
  }

  private func tree(_ files: [(String, String)]) -> ServerTree {
    ServerTree(files: (files + [("/proc/stat", "cpu 1\nbtime 1000\n")]).map { ($0.0, Array($0.1.utf8)) })
  }

  @Test("Postfix read its files when its queue manager was started")
  func postfix() {
    let running = RunningDaemon(
      .postfix,
      in: tree([
        ("/var/spool/postfix/pid/master.pid", "       812\n"), stat(812, "master", parent: 1, ticks: 500),
        stat(900, "qmgr", parent: 812, ticks: 9000), stat(901, "qmgr", parent: 77, ticks: 99_000),
      ]))
    #expect(running == RunningDaemon(process: 812, started: 1005, loaded: 1090))
  }

  @Test("a process of another name, or none, is no running daemon; a name may hold anything")
  func others() {
    let pid = ("/run/dovecot/master.pid", "7\n")
    #expect(RunningDaemon(.dovecot, in: tree([pid, stat(7, "bash", parent: 1, ticks: 1)])) == nil)
    #expect(RunningDaemon(.dovecot, in: tree([pid])) == nil)
    #expect(RunningDaemon(.dovecot, in: tree([])) == nil)
    let odd = tree([pid, stat(7, "dovecot", parent: 1, ticks: 100), stat(8, "x) S (", parent: 7, ticks: 1)])
    #expect(RunningDaemon(.dovecot, in: odd) == RunningDaemon(process: 7, started: 1001, loaded: nil))
  }

  // MARK: - What follows for a value

  private func explain(
    _ name: String, _ text: String, changed: Int, running: RunningDaemon?
  ) async throws -> Explanation {
    let folder = try TemporaryTree()
    try folder.write("etc/postfix/main.cf", text).write("etc/postfix/master.cf", "")
    let touched = try await ProgramRun.of(["touch", "-d", "@\(changed)", "\(folder.path)/etc/postfix/main.cf"])
    #expect(touched.isSuccess)
    var request = MailServer.Request()
    request.running = { _, _ in running }
    var server = MailServer(reading: try ServerTree(root: folder.path), request)
    let setting = try server.find(SettingQuestion("postfix:\(name)"))
    return try #require(server.explanation(of: setting, in: Context()))
  }

  @Test("a file that was changed after the last reload makes the value moot, until the reload")
  func notReloaded() async throws {
    let running = RunningDaemon(process: 812, started: 1000, loaded: 5000)
    let stale = try await explain("relayhost", "relayhost = a\n", changed: 5000 + 7200, running: running)
    #expect(
      stale.implications.map(\.sentence) == [
        "The running Postfix (process 812) last read its files 2 hours before /etc/postfix/main.cf was changed."
      ])
    #expect(stale.implications.map(\.kind) == [.pending])
    #expect(stale.next.first?.edit == "Run `postfix reload`.")
    #expect(try await explain("relayhost", "relayhost = a\n", changed: 4000, running: running).implications.isEmpty)
    #expect(try await explain("relayhost", "relayhost = a\n", changed: 9000, running: nil).implications.isEmpty)
  }

  @Test("some parameters need a restart, and say so")
  func restart() async throws {
    let running = RunningDaemon(process: 812, started: 1000, loaded: 5000)
    let stale = try await explain("inet_interfaces", "inet_interfaces = all\n", changed: 6000, running: running)
    #expect(stale.next.first?.edit == "Run `systemctl restart postfix`.")
    let reloaded = try await explain("inet_interfaces", "inet_interfaces = all\n", changed: 4000, running: running)
    #expect(reloaded.implications.isEmpty)
    #expect(reloaded.unknown.contains { $0.contains("a reload does not change inet_interfaces") })
    let before = try await explain("inet_interfaces", "inet_interfaces = all\n", changed: 900, running: running)
    #expect(before.unknown.isEmpty)
  }

  @Test("where only the start is known, the last reload is what is unknown")
  func unknown() async throws {
    let running = RunningDaemon(process: 812, started: 1000, loaded: nil)
    let stale = try await explain("relayhost", "relayhost = a\n", changed: 6000, running: running)
    #expect(stale.implications.isEmpty)
    #expect(stale.unknown.contains { $0.contains("whether it was reloaded since is not known") })
  }

  // MARK: - Real servers

  @Test("the processes of real servers tell of a reload", arguments: [DebianRoot.bullseye, .bookworm, .trixie, .sid])
  func realServers(_ root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let isNew = root.dovecotVersion.hasPrefix("2.4")
    let header = isNew ? "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n" : ""
    let folder = try TemporaryTree()
    try folder.write("etc/dovecot/dovecot.conf", header + "protocols = imap\nssl = no\nlog_path = /tmp/log\n")
    try folder.write(
      "etc/postfix/main.cf", "compatibility_level = 3.6\nmyhostname = a.example\ninet_interfaces = 127.0.0.1\n")
    try folder.write("etc/postfix/master.cf", Self.services)
    let run = try await root.run(["bash", "-c", Self.script], tree: folder.path)
    let parts = run.outputText.split(separator: "== reload\n")
    #expect(parts.count == 2, "\(run.outputText) \(run.errorText)")
    for daemon in [DaemonName.postfix, .dovecot] {
      let trees = parts.map { tree($0.split(separator: "\n").compactMap(Self.file)) }
      let before = try #require(RunningDaemon(daemon, in: trees[0]), "\(daemon) \(parts[0])")
      let after = try #require(RunningDaemon(daemon, in: trees[1]), "\(daemon) \(parts[1])")
      #expect(before.started == after.started)
      #expect(try #require(after.loaded) > (try #require(before.loaded)), "\(daemon)")
    }
  }

  /// `PATH⇥CONTENT`
  private static func file(_ line: Substring) -> (String, String)? {
    guard let tab = line.firstIndex(of: "\t") else { return nil }
    return (String(line[..<tab]), String(line[line.index(after: tab)...]))
  }

  private static let services = """
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    rewrite unix - - n - - trivial-rewrite

    """

  private static let script = """
    mount -t proc proc /proc
    tell() {
      for file in /proc/[0-9]*/stat /var/spool/postfix/pid/master.pid /run/dovecot/master.pid; do
        printf '%s\\t%s\\n' $file "$(cat $file 2>/dev/null)"
      done
    }
    ready() { [ "$(cat /proc/[0-9]*/comm 2>/dev/null | grep -cE '^(qmgr|log)$')" = 2 ]; }
    dovecot -F >/dev/null 2>&1 &
    postfix start >/dev/null 2>&1
    for i in $(seq 300); do ready && break; sleep 0.1; done
    tell
    sleep 1.2
    doveadm reload >/dev/null 2>&1
    postfix reload >/dev/null 2>&1
    sleep 1
    for i in $(seq 300); do ready && break; sleep 0.1; done
    echo "== reload"
    tell
    """
}
