import MailServer
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Causes beyond one daemon's own files")
struct CauseTests {
  private func explain(_ name: String, on server: MailServer, _ context: Context = Context()) throws -> Explanation {
    var server = server
    let setting = try server.find(SettingQuestion(name))
    return try #require(server.explanation(of: setting, in: context))
  }

  private static func status(_ packages: String...) -> String {
    packages.map { "Package: \($0)\nStatus: install ok installed\nVersion: 3.0.1\n" }.joined(separator: "\n")
  }

  @Test("TLS 1.0 needs @SECLEVEL=0 on OpenSSL 3, not on 1.1; without a package database that is unknown")
  func tlsLibrary() throws {
    func asked(_ text: String, _ status: String?) throws -> Explanation {
      let others = status.map { ["/var/lib/dpkg/status": $0] } ?? [:]
      return try explain("ssl_min_protocol", on: MemoryServer.reading(dovecot: text, others: others))
    }
    let low = "ssl_min_protocol = TLSv1\n"
    #expect(try asked(low, Self.status("libssl3")).implications.map(\.makesMoot) == [true])
    #expect(try asked(low, Self.status("libssl1.1")).implications.isEmpty)
    #expect(try asked(low, nil).unknown.contains { $0.contains("does not say which OpenSSL") })
    #expect(try asked(low + "ssl_cipher_list = ALL:@SECLEVEL=0\n", Self.status("libssl3")).implications.isEmpty)
    #expect(try asked("ssl_min_protocol = TLSv1.2\n", Self.status("libssl3")).implications.isEmpty)
  }

  @Test("a socket of another name, and one that postfix may not open")
  func socket() throws {
    func asked(_ listener: String, _ path: String = "private/auth") throws -> Explanation {
      let dovecot = "service auth {\n  unix_listener /var/spool/postfix/\(listener)\n  }\n}\n"
      let main = "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = \(path)\n"
      let server = MemoryServer.reading(dovecot: dovecot, main: main, master: "smtp inet n - y - - smtpd\n")
      return try explain("smtpd_sasl_path", on: server)
    }
    let other = try asked("private/auth-client {\n    mode = 0666")
    #expect(other.implications.first?.sentence.contains("Dovecot has no listener there") == true)
    #expect(other.next.first?.edit == "Write `smtpd_sasl_path = private/auth-client` here.")
    let closed = try asked("private/auth {\n    mode = 0600\n    user = dovecot")
    #expect(closed.implications.first?.sentence.contains("Postfix calls as postfix: it may not") == true)
    #expect(try asked("private/auth {\n    mode = 0660\n    group = postfix").implications.isEmpty)
  }

  @Test("a Dovecot that refuses its own files answers nobody")
  func notStarted() throws {
    let server = MemoryServer.reading(
      dovecot:
        "service auth {\n  unix_listener /var/spool/postfix/private/auth {\n    mode = 0666\n  }\n}\nnonsense = 1\n",
      main: "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\n",
      master: "smtp inet n - n - - smtpd\n")
    let answer = try explain("smtpd_sasl_path", on: server)
    #expect(
      answer.implications.first?.sentence.hasPrefix(
        "Dovecot does not start, and answers nobody (/etc/dovecot/dovecot.conf:6)") == true)
  }

  @Test("a chrooted smtpd looks for an absolute socket below the queue directory; a table is opened before that")
  func chroot() throws {
    func asked(_ value: String, chroot: String, _ others: [String: String] = [:]) throws -> [Implication] {
      let server = MemoryServer.reading(
        main: "smtpd_milters = \(value)\n", master: "smtp inet n - \(chroot) - - smtpd\n", others: others)
      return try explain("smtpd_milters", on: server).implications
    }
    let socket = try asked("unix:/run/milter", chroot: "y")
    #expect(socket.map(\.sentence).first?.contains("looks for /run/milter at /var/spool/postfix/run/milter") == true)
    #expect(try asked("unix:/run/milter", chroot: "y", ["/run/milter": ""]).map(\.makesMoot) == [true])
    #expect(try asked("unix:/run/milter", chroot: "n").isEmpty)
    #expect(try asked("unix:run/milter", chroot: "y").isEmpty)
    #expect(try asked("inet:127.0.0.1:1", chroot: "y").isEmpty)
  }

  @Test("a domain in two classes is told from both sides, with the $name that brings it in")
  func classes() throws {
    let main =
      "myhostname = mail.example.net\nmydestination = $myhostname, localhost\nvirtual_mailbox_domains = mail.example.net\n"
    let server = MemoryServer.reading(main: main)
    let second = try explain("virtual_mailbox_domains", on: server)
    #expect(second.implications.map(\.makesMoot) == [true])
    #expect(second.implications[0].sentence.contains("through $myhostname"))
    #expect(second.implications[0].remedy?.action == .set("mydestination", value: "localhost"))
    #expect(try explain("mydestination", on: server).implications.map(\.makesMoot) == [false])
  }

  @Test("files of one include are read in the order of their bytes, and a loser says so")
  func order() throws {
    let server = MemoryServer.reading(
      dovecot: "!include conf.d/*.conf\n",
      others: ["/etc/dovecot/conf.d/9-x-a.conf": "ssl = no\n", "/etc/dovecot/conf.d/9-x.conf": "ssl = yes\n"])
    let loser = try #require(try explain("ssl", on: server).losers.first)
    #expect(loser.explanation.contains("9-x-a.conf comes before 9-x.conf, since `-` stands before `.`"))
  }

  @Test("a global line below a filter does not reach into it")
  func globalBelow() throws {
    let server = MemoryServer.reading(dovecot: "protocol imap {\n  ssl = no\n}\nssl = yes\n")
    let losers = try explain("ssl", on: server, Context(protocolName: "imap")).losers
    #expect(losers.first?.explanation.contains("although this line stands below it") == true)
  }

  @Test("a name that is written and unknown gets an answer, one that stands nowhere does not")
  func unknownNames() throws {
    let server = MemoryServer.reading(main: "smtpd_bannr = x\n")
    let answer = try explain("smtpd_bannr", on: server)
    #expect(answer.winner == nil && answer.value == nil)
    #expect(answer.unread.map(\.reason) == [.unknownName] && answer.losers.isEmpty)
    #expect(throws: QuestionError.self) { try explain("smtpd_bonnr", on: server) }
  }

  @Test("a secret in a line that is not read stays one")
  func secrets() throws {
    let server = MemoryServer.reading(dovecot: "#ssl_key_password = hush\n")
    #expect(try explain("ssl_key_password", on: server).isSecret)
    #expect(!(try explain("ssl", on: server).isSecret))
  }

  @Test("a name of the administrator's own that is used and set nowhere is told with the value that uses it")
  func userName() throws {
    let server = MemoryServer.reading(
      main: "mydestination = $sites\n",
      master: "submission inet n - n - - smtpd\n  -o smtpd_client_restrictions=$users\n")
    let answer = try explain("users", on: server)
    #expect(
      answer.implications.map(\.sentence) == [
        "Nothing sets users, so that $users in smtpd_client_restrictions (/etc/postfix/master.cf:2) stands for nothing."
      ])
    #expect(answer.next.map(\.edit) == ["Write `users = …` in main.cf."])
    #expect(throws: QuestionError.self) { try explain("user", on: server) }
  }
}
