import Dovecot
import MailServer
import Postfix
import SettingsGraph
import SourceText
import Testing

@Suite("Links between the daemons")
struct LinkTests {
  private func links(_ dovecot: String, _ main: String, _ master: String) -> [Link] {
    let server = MemoryServer.reading(dovecot: dovecot, main: main, master: master)
    return Links(of: server, Listeners(of: server)).all
  }

  private static let authSocket = "service auth {\n  unix_listener /var/spool/postfix/private/auth {\n  }\n}\n"

  @Test("a relative path is below the queue directory, for all services that share it one link")
  func sasl() {
    let main = "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\n"
    let found = links(Self.authSocket, main, "25 inet n - y - - smtpd\n587 inet n - n - - smtpd\n")
    #expect(found.map(\.target) == [.socket("/var/spool/postfix/private/auth")])
    #expect(found.first?.services == ["25/inet", "587/inet"])
    #expect(found.first?.listener?.service == "auth")
  }

  @Test("an absolute path is inside the queue directory only for a chrooted service")
  func chroot() {
    let main =
      "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = /var/spool/postfix/private/auth\n"
    let free = links(Self.authSocket, main, "25 inet n - n - - smtpd\n")
    #expect(free.first?.isAnswered == true)
    let chrooted = links(Self.authSocket, main, "25 inet n - y - - smtpd\n")
    #expect(chrooted.first?.target == .socket("/var/spool/postfix/var/spool/postfix/private/auth"))
    #expect(chrooted.first?.isAnswered == false)
  }

  @Test(
    "a transport of the program lmtp leads to a socket or a port",
    arguments: [
      ("lmtp:unix:private/dovecot-lmtp", Link.Target.socket("/var/spool/postfix/private/dovecot-lmtp")),
      ("lmtp:unix:/var/run/dovecot/lmtp", .socket("/run/dovecot/lmtp")),
      ("lmtp:inet:127.0.0.1:24", .network(host: "127.0.0.1", port: "24")),
      ("lmtp:[127.0.0.1]:2424", .network(host: "127.0.0.1", port: "2424")),
      ("lmtp:localhost", .network(host: "localhost", port: "24")),
    ])
  func lmtp(transport: String, target: Link.Target) {
    let found = links("", "virtual_transport = \(transport)\n", "lmtp unix - - n - - lmtp\n")
    #expect(found.map(\.target) == [target])
  }

  @Test("a transport that delivers by itself is no link")
  func otherTransports() {
    #expect(links("", "virtual_transport = virtual\n", "virtual unix - n n - - virtual\n").isEmpty)
    #expect(links("", "virtual_transport = dovecot:\n", "dovecot unix - n n - - pipe flags=R\n").isEmpty)
  }

  @Test("a policy service is a service of master.cf, a listener of Dovecot, or somebody else")
  func policies() {
    let dovecot =
      "service quota-status {\n  executable = quota-status -p postfix\n  inet_listener {\n    port = 12340\n  }\n}\n"
    let main = """
      smtpd_recipient_restrictions = check_policy_service unix:private/policyd-spf,
        check_policy_service inet:127.0.0.1:12340, check_policy_service { inet:192.0.2.1:10, timeout=10s }
      """
    let found = links(dovecot, main, "25 inet n - n - - smtpd\npolicyd-spf unix - n n - 0 spawn argv=/x\n")
    #expect(found.map(\.postfixService) == ["policyd-spf/unix", nil, nil])
    #expect(found.map { $0.listener?.kind } == [nil, .policy, nil])
    #expect(found.map(\.target.text).last == "192.0.2.1:10")
  }

  @Test("milters of smtpd and of mail from elsewhere are links of their own")
  func milters() {
    let main =
      "smtpd_milters = inet:localhost:8891, unix:opendkim/opendkim.sock\nnon_smtpd_milters = inet:localhost:8891\n"
    let found = links("", main, "25 inet n - n - - smtpd\ncleanup unix n - n - 0 cleanup\n")
    #expect(found.map(\.kind) == [.milter, .milter, .milter])
    #expect(found.map(\.services) == [["25/inet"], ["25/inet"], ["cleanup/unix"]])
  }

  @Test("results of patterns that are the same for every address are links, with their line")
  func patterns() {
    let server = MemoryServer.reading(
      dovecot: "", main: "transport_maps = pcre:/etc/postfix/transport, regexp:/etc/postfix/other\n",
      master: "lmtp unix - - n - - lmtp\n",
      others: [
        "/etc/postfix/transport":
          "/@a\\.example$/ lmtp:inet:192.0.2.1:24\n/@(.*)$/ lmtp:inet:$1:24\nif /b/\n/@b$/ lmtp:inet:192.0.2.1:24\nendif\n",
        "/etc/postfix/other": "/@c\\.example$/ lmtp:inet:192.0.2.2:24\n",
      ])
    let found = Links(of: server, Listeners(of: server)).all.filter { $0.kind == .lmtp }
    #expect(found.map(\.target.text) == ["192.0.2.1:24", "192.0.2.2:24"])
    #expect(found.map(\.line?.number) == [1, 1])
  }

  @Test("a domain of two classes is told once with both, tables included")
  func overlaps() throws {
    let server = MemoryServer.reading(
      main: "mydestination = a.example, B.example\nvirtual_mailbox_domains = hash:/etc/postfix/domains\n",
      others: ["/etc/postfix/domains": "b.example OK\nc.example OK\n"])
    let overlap = try #require(AddressClasses(of: server).overlaps.first)
    #expect(AddressClasses(of: server).overlaps.count == 1)
    #expect(overlap.domain == "b.example")
    #expect(overlap.first.addressClass == .local)
    #expect(overlap.second.addressClass == .virtualMailbox)
  }

  @Test("the certificate files of both daemons are known by path")
  func certificates() {
    let server = MemoryServer.reading(
      dovecot: "ssl_cert = </etc/ssl/a.pem\nssl_key = </etc/ssl/a.key\n",
      main: "smtpd_tls_cert_file = /etc/ssl/a.pem\nsmtpd_tls_key_file = /etc/ssl/a.key\n",
      others: ["/etc/ssl/a.pem": "x", "/etc/ssl/a.key": "x"])
    #expect(
      server.certificateUses.map(\.path) == ["/etc/ssl/a.pem", "/etc/ssl/a.key", "/etc/ssl/a.pem", "/etc/ssl/a.key"])
  }
}
