import Dovecot
import MailServer
import OracleSupport
import Postfix
import ServerTree
import SettingsGraph
import Testing

/// A file that was changed under a running daemon: what clients still hear, what is said of it, and what they hear when
/// the advice was followed.
@Suite("A running daemon that has not read its files again")
struct NotLoadedTests {
  @Test(
    "clients are answered as before until the command of the answer was run", arguments: [DebianRoot.bookworm, .trixie])
  func greetings(_ root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let isNew = root.dovecotVersion.hasPrefix("2.4")
    let header = isNew ? "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n" : ""
    let passwords =
      isNew ? "passdb static {\n  password = x\n}\n" : "passdb {\n  driver = static\n  args = password=x\n}\n"
    let dovecot =
      header + passwords + "protocols = imap\nssl = no\nlog_path = /tmp/log\nlogin_greeting = before\n"
    let main = """
      compatibility_level = 3.6
      myhostname = a.example
      inet_interfaces = 127.0.0.1
      local_recipient_maps =
      smtpd_peername_lookup = no
      smtpd_banner = a.example before

      """
    let folder = try TemporaryTree().write("etc/dovecot/dovecot.conf", dovecot).write("etc/postfix/main.cf", main)
      .write("etc/postfix/master.cf", Self.services)
    let run = try await root.run(["bash", "-c", Self.script], tree: folder.path)
    let lines = run.outputText.split(separator: "\n").map { $0.split(separator: "\t", maxSplits: 1).map(String.init) }
    func said(_ what: String) -> [String] { lines.filter { $0.first == what }.map { $0.last ?? "" } }
    #expect(said("smtp") == ["before", "before", "after"], "\(run.outputText) \(run.errorText)")
    #expect(said("imap") == ["before", "before", "after"], "\(run.errorText)")

    let copy = try TemporaryTree()
    try copy.write("etc/dovecot/dovecot.conf", dovecot.replacing("before", with: "after"))
    try copy.write("etc/postfix/main.cf", main.replacing("before", with: "after"))
    try copy.write("etc/postfix/master.cf", Self.services)
    for line in lines where line.first?.hasPrefix("/") == true && line.count == 2 {
      try copy.write(String(line[0].dropFirst()), line[1] + "\n")
    }
    let changed = try #require(said("changed").first)
    for name in ["dovecot/dovecot.conf", "postfix/main.cf", "postfix/master.cf"] {
      #expect(try await ProgramRun.of(["touch", "-d", "@\(changed)", "\(copy.path)/etc/\(name)"]).isSuccess)
    }
    var request = MailServer.Request()
    request.dovecotVersion = ProgramVersion(root.dovecotVersion)
    request.postfixVersion = ProgramVersion(root.postfixVersion)
    request.running = { RunningDaemon($0, in: $1) }
    var server = MailServer(reading: try ServerTree(root: copy.path), request)
    for (name, command) in [("smtpd_banner", "postfix reload"), ("login_greeting", "doveadm reload")] {
      let setting = try server.find(SettingQuestion(name))
      let answer = try #require(server.explanation(of: setting, in: Context()))
      #expect(answer.implications.contains { $0.kind == .pending }, "\(name): \(answer.implications.map(\.sentence))")
      #expect(answer.next.first?.edit == "Run `\(command)`.")
    }
  }

  private static let services = """
    127.0.0.1:2525 inet n - n - 1 smtpd
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    rewrite unix - - n - - trivial-rewrite
    anvil unix - - n - 1 anvil

    """

  /// `smtp⇥before`, `imap⇥before`: the last word of the greetings, before the change, after it, and after the reload. Of
  /// smtpd it is the process that has spoken already and waits for its next client.
  private static let script = """
    mount -t proc proc /proc
    greet() {
      for i in $(seq 300); do { exec 3<>/dev/tcp/127.0.0.1/$2; } 2>/dev/null && break; sleep 0.1; done
      read -r -t 30 said <&3
      printf 'QUIT\\r\\n' >&3
      exec 3<&- 3>&-
      said=${said%$'\\r'}
      printf '%s\\t%s\\n' $1 "${said##* }"
    }
    greetings() { greet smtp 2525; greet imap 143; sleep 0.5; }
    ready() { [ "$(cat /proc/[0-9]*/comm 2>/dev/null | grep -cE '^(qmgr|log)$')" = 2 ]; }
    dovecot -F >/dev/null 2>&1 &
    postfix start >/dev/null 2>&1
    for i in $(seq 300); do ready && break; sleep 0.1; done
    greetings
    sleep 1.2
    sed -i s/before/after/ /etc/postfix/main.cf /etc/dovecot/dovecot.conf
    printf 'changed\\t%s\\n' "$(stat -c %Y /etc/postfix/main.cf)"
    for file in /proc/stat /proc/[0-9]*/stat /var/spool/postfix/pid/master.pid /run/dovecot/master.pid; do
      printf '%s\\t%s\\n' $file "$(grep -m 1 -E '^btime|^ *[0-9]+' $file 2>/dev/null)"
    done
    greetings
    doveadm reload >/dev/null 2>&1
    postfix reload >/dev/null 2>&1
    sleep 1
    for i in $(seq 300); do ready && break; sleep 0.1; done
    greetings
    """
}
