import MailServer
import SettingsGraph
import Testing

@Suite("What the daemons have in common")
struct SharedThingsTests {
  @Test("a file that one daemon names is not shared; domains and sizes are told with both settings")
  func shared() throws {
    let server = MemoryServer.reading(
      dovecot: "ssl_cert = </etc/ssl/a.pem\nssl_key = </etc/ssl/b.key\n",
      main: """
        smtpd_tls_cert_file = /etc/ssl/a.pem
        smtpd_tls_key_file = /etc/ssl/a.key
        mydestination = b.example
        virtual_mailbox_domains = b.example
        message_size_limit = 9000
        mailbox_size_limit = 8000
        virtual_mailbox_limit = 7000

        """, others: ["/etc/ssl/a.pem": "x", "/etc/ssl/b.key": "x"])
    let shared = SharedThings(of: server)
    #expect(shared.files.map(\.path) == ["/etc/ssl/a.pem"] && shared.files.first?.role == .certificate)
    #expect(shared.files.first?.uses.map(\.name) == ["smtpd_tls_cert_file", "ssl_cert"])
    #expect(shared.overlaps.map(\.domain) == ["b.example"])
    #expect(shared.limits.map(\.limit.name) == ["mailbox_size_limit", "virtual_mailbox_limit"])
    #expect(SharedThings(of: MemoryServer.reading(main: "mydestination = a.example\n")).isEmpty)
  }

  @Test("a transport table of any file type leads to a socket, with the line that says so; databases do not")
  func tables() {
    let main =
      "transport_maps = mysql:/etc/postfix/sql.cf, texthash:/etc/postfix/t, inline:{c.example=lmtp:[127.0.0.1]:2003}\n"
    let server = MemoryServer.reading(
      dovecot: "", main: main, master: "lmtp unix - - n - - lmtp\nrelay unix - - n - - smtp\n",
      others: ["/etc/postfix/t": "# lmtp\na.example relay:x\nb.example lmtp:unix:/run/a\n"])
    let links = Links(of: server, Listeners(of: server)).of(.lmtp)
    #expect(links.map(\.target) == [.socket("/run/a"), .network(host: "127.0.0.1", port: "2003")])
    #expect(links.map { $0.line?.number } == [3, 1])
    #expect(links.map { $0.line?.path } == ["/etc/postfix/t", nil])
  }

  @Test("the socket of a service that speaks Postfix' own protocol answers nobody else")
  func ownServices() {
    let server = MemoryServer.reading(
      dovecot: "", main: "virtual_transport = lmtp:unix:private/lmtp\n", master: "lmtp unix - - n - - lmtp\n")
    #expect(Links(of: server, Listeners(of: server)).all.map(\.isAnswered) == [false])
  }
}
