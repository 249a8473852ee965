import MailServer
import OracleSupport
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Whether anybody answers where Postfix calls")
struct LinkTruthTests {
  private func explain(_ name: String, on server: MailServer) throws -> Explanation {
    var server = server
    let setting = try server.find(SettingQuestion("postfix:\(name)"))
    return try #require(server.explanation(of: setting, in: Context()))
  }

  private static let lmtpSocket =
    "protocols = lmtp\nservice lmtp {\n  unix_listener /var/spool/postfix/private/dovecot-lmtp {\n    mode = 0600\n    user = postfix\n  }\n}\n"

  private func transport(_ table: String, _ dovecot: String = lmtpSocket) throws -> Explanation {
    try explain(
      "transport_maps",
      on: MemoryServer.reading(
        dovecot: dovecot, main: "transport_maps = texthash:/etc/postfix/transport\n",
        master: "lmtp unix - - n - - lmtp\n", others: ["/etc/postfix/transport": table]))
  }

  @Test(
    "a line of a transport table that calls a socket which nobody opens is named, and does not take the table's effect away"
  )
  func transportTable() throws {
    let wrong = try transport("a.example smtp:\nb.example lmtp:unix:private/lmtp\nc.example lmtp:unix:private/lmtp\n")
    #expect(
      wrong.implications.map(\.sentence) == [
        "By /etc/postfix/transport:2, lmtp/unix calls /var/spool/postfix/private/lmtp, and Dovecot has no listener there."
      ])
    #expect(wrong.implications.first?.makesMoot == false)
    #expect(wrong.next.first?.edit.hasPrefix("Write lmtp:unix:private/dovecot-lmtp in texthash:") == true)
    #expect(try transport("b.example lmtp:unix:private/dovecot-lmtp\n").implications.isEmpty)
  }

  @Test("a listener of a protocol that is off is there and closed")
  func closedListener() throws {
    let closed = try transport(
      "b.example lmtp:unix:private/dovecot-lmtp\n",
      Self.lmtpSocket.replacing("protocols = lmtp", with: "protocols = imap"))
    #expect(
      closed.implications.first?.sentence.contains(
        "protocols = imap leaves the listener there (/etc/dovecot/dovecot.conf:3) closed") == true)
    #expect(closed.next.first?.edit == "Write `protocols = imap lmtp` in Dovecot.")
  }

  @Test("another machine, a milter and a policy server may answer or not: unknown, and no fault")
  func others() throws {
    func asked(_ name: String, _ value: String, _ dovecot: String = "") throws -> Explanation {
      try explain(
        name,
        on: MemoryServer.reading(
          dovecot: dovecot, main: "\(name) = \(value)\n",
          master: "smtp inet n - n - - smtpd\nlmtp unix - - n - - lmtp\n"))
    }
    for (name, value) in [
      ("virtual_transport", "lmtp:inet:192.0.2.9:24"), ("smtpd_milters", "inet:localhost:8891"),
      ("smtpd_recipient_restrictions", "check_policy_service inet:127.0.0.1:10023"),
    ] {
      let answer = try asked(name, value)
      #expect(answer.implications.isEmpty, "\(answer.implications)")
      #expect(answer.unknown.contains { $0.contains("whether anybody answers there") }, "\(name)")
    }
    #expect(try asked("virtual_transport", "lmtp:inet:127.0.0.1:24").implications.map(\.makesMoot) == [true])
  }

  @Test("a quota service that keeps Postfix out takes the list's effect away")
  func policy() throws {
    func asked(_ rights: String) throws -> Explanation {
      let socket = "unix_listener /var/spool/postfix/private/quota-status {\n    \(rights)\n  }"
      return try explain(
        "smtpd_recipient_restrictions",
        on: MemoryServer.reading(
          dovecot: "service quota-status {\n  executable = quota-status -p postfix\n  \(socket)\n}\n",
          main: "smtpd_recipient_restrictions = check_policy_service unix:private/quota-status\n",
          master: "smtp inet n - n - - smtpd\n"))
    }
    let closed = try asked("mode = 0600\n    user = dovecot")
    #expect(closed.implications.map(\.makesMoot) == [true])
    #expect(closed.next.first?.edit == "Write `user = postfix` and `mode = 0660` in that unix_listener.")
    #expect(try asked("mode = 0600\n    user = postfix").implications.isEmpty)
  }

  @Test("an absolute path of a chrooted smtpd gets the usual socket, and no listener where the accident leads")
  func chrooted() throws {
    let server = MemoryServer.reading(
      dovecot: "service auth {\n  unix_listener auth-client {\n    mode = 0666\n  }\n}\n",
      main: "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = /var/run/dovecot/auth-client\n",
      master: "smtp inet n - y - - smtpd\n")
    let answer = try explain("smtpd_sasl_path", on: server)
    #expect(answer.implications.count == 1)
    #expect(
      answer.implications.first?.sentence.hasPrefix(
        "smtp/inet is chrooted (/etc/postfix/master.cf:1) and calls /var/spool/postfix/var/run/dovecot/auth-client")
        == true)
    #expect(answer.next.first?.edit.contains("`unix_listener /var/spool/postfix/private/auth`") == true)
    #expect(answer.next.first?.edit.hasSuffix("and `smtpd_sasl_path = private/auth` here.") == true)
  }

  @Test("a directory on the way that postfix may not search closes the socket, unless its group lets it in")
  func directory() async throws {
    let tree = try TemporaryTree()
    try tree.write(
      "etc/dovecot/dovecot.conf", "service auth {\n  unix_listener /run/mail/auth {\n    mode = 0666\n  }\n}\n")
    try tree.write(
      "etc/postfix/main.cf",
      "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = /run/mail/auth\n")
    try tree.write("etc/postfix/master.cf", "smtp inet n - n - - smtpd\n")
    try tree.write("etc/passwd", "root:x:0:0::/:/bin/sh\npostfix:x:105:113::/:/bin/false\n")
    try tree.directory("run").directory("run/mail", mode: 0o750)
    func asked(_ group: String) throws -> Explanation {
      try tree.write("etc/group", "root:x:0:\(group)\npostfix:x:113:\n")
      var request = MailServer.Request()
      request.dovecotVersion = ProgramVersion(2, 3, 19)
      return try explain("smtpd_sasl_path", on: MailServer(reading: try ServerTree(root: tree.path), request))
    }
    guard try ServerTree(root: tree.path).keepsRights else { return }
    let closed = try asked("")
    #expect(
      closed.implications.first?.sentence.contains("stands below /run/mail, which has mode 0750 and keeps postfix out")
        == true, "\(closed.implications)")
    #expect(try asked("postfix").implications.isEmpty)
  }
}
