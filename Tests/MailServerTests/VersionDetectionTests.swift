import Dovecot
import MailServer
import Postfix
import ServerTree
import SettingsGraph
import Testing

@Suite("Which version an answer assumes")
struct VersionDetectionTests {
  private func server(
    _ files: [String: String], dovecotVersion: ProgramVersion? = nil
  ) -> MailServer {
    var request = MailServer.Request()
    request.dovecotVersion = dovecotVersion
    return MailServer(reading: ServerTree(files: files.map { ($0.key, Array($0.value.utf8)) }), request)
  }

  private static let status = """
    Package: postfix-doc
    Status: install ok installed
    Version: 9.9.9-1

    Package: dovecot-core
    Status: install ok installed
    Version: 1:2.3.13+dfsg1-2+deb11u1

    Package: postfix
    Status: install ok installed
    Version: 3.5.25-0+deb11u1

    """

  @Test("the package database inside the root tells, epoch and Debian revision left out")
  func packageDatabase() {
    let server = server([
      "/etc/dovecot/dovecot.conf": "", "/etc/postfix/main.cf": "", "/var/lib/dpkg/status": Self.status,
    ])
    #expect(
      server.dovecot?.version == AssumedVersion(.init(2, 3, 13), source: .packageDatabase(package: "dovecot-core")))
    #expect(server.postfix?.version.version == ProgramVersion(3, 5, 25))
  }

  @Test("what was asked for comes first")
  func option() {
    let server = server(
      ["/etc/dovecot/dovecot.conf": "", "/var/lib/dpkg/status": Self.status], dovecotVersion: ProgramVersion(2, 4, 5))
    #expect(server.dovecot?.version == AssumedVersion(.init(2, 4, 5), source: .option))
  }

  @Test("the tree's own statement counts over the package of another line, and names its line")
  func statement() {
    let server = server([
      "/etc/dovecot/dovecot.conf": "# new\ndovecot_config_version = 2.4.0\n", "/var/lib/dpkg/status": Self.status,
    ])
    #expect(server.dovecot?.version.version == ProgramVersion(2, 4, 0))
    #expect(server.dovecot?.version.source == .treeStatement(place: "/etc/dovecot/dovecot.conf:2"))
  }

  @Test("a removed package, and no database, leave it to the syntax")
  func syntax() {
    let removed = "Package: dovecot-core\nStatus: deinstall ok config-files\nVersion: 1:2.2.36-1\n"
    let old = server(["/etc/dovecot/dovecot.conf": "disable_plaintext_auth = no\n", "/var/lib/dpkg/status": removed])
    #expect(old.dovecot?.version.version == ProgramVersion(2, 3, 19))
    let new = server(["/etc/dovecot/dovecot.conf": "ssl_server_cert_file = /x\n"])
    #expect(new.dovecot?.version.version == ProgramVersion(2, 4, 5))
  }

  @Test(
    "version texts",
    arguments: [
      ("1:2.3.19.1+dfsg1-2.1+deb12u1", [2, 3, 19, 1]), ("3.7.11", [3, 7, 11]), ("2.4.1-4 (7d8c0e5759)", [2, 4, 1]),
      ("3.10", [3, 10]), ("99999999999999999999.1", nil), ("two", nil), ("3", nil), ("", nil),
    ] as [(String, [Int]?)])
  func texts(text: String, numbers: [Int]?) {
    #expect(ProgramVersion(text)?.numbers == numbers)
  }
}
