import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Accounts and facilities that every program refuses when it starts")
struct AccountTests {
  private static let passwd = """
    root:x:0:0::/root:/bin/sh
    mail:x:8:8::/var/mail:/bin/sh
    twin:x:8:99::/:/bin/sh
    postfix:x:101:102::/var/spool/postfix:/bin/sh
    ptwin:x:101:777::/:/bin/sh
    pgtwin:x:7777:102::/:/bin/sh
    g0:x:4242:0::/:/bin/sh
    nobody:x:65534:65534::/:/bin/sh

    """
  private static let group = """
    root:x:0:
    mail:x:8:
    postfix:x:102:
    gtwin:x:102:
    postdrop:x:103:
    nogroup:x:65534:

    """

  private func refused(
    _ main: String, version: ProgramVersion = ProgramVersion(3, 7, 11), files: [(String, String)]? = nil
  ) -> [String] {
    let accounts = files ?? [("/etc/passwd", Self.passwd), ("/etc/group", Self.group)]
    let all =
      accounts + [("/etc/postfix/main.cf", "mynetworks = 127.0.0.1\n\(main)\n"), ("/etc/postfix/master.cf", "")]
    let reading = Reading(
      ServerTree(files: all.map { ($0.0, Array($0.1.utf8)) }), version, host: HostFacts(hostName: "h.example.com"))
    let file = "file /etc/postfix/main.cf: "
    return reading.configuration.diagnostics.filter(\.isRefusedByDaemon).compactMap(\.daemonMessage).map {
      $0.hasPrefix(file) ? String($0.dropFirst(file.count)) : $0
    }
  }

  /// As postmap 3.5.25, 3.7.11, 3.10.13 and 3.11.7 end with such a main.cf.
  private static let cases: [(String, String?)] = [
    ("mail_owner = nosuch", "parameter mail_owner: unknown user name value: nosuch"),
    ("mail_owner = 101", "parameter mail_owner: unknown user name value: 101"),
    ("mail_owner = root", "parameter mail_owner: user root has privileged user ID"),
    ("mail_owner = g0", "parameter mail_owner: user g0 has privileged group ID"), ("mail_owner = mail", nil),
    ("mail_owner =", "bad string length 0 < 1: mail_owner = "),
    ("mail_owner = ptwin", "parameter mail_owner: user ptwin has same user ID as postfix"),
    ("mail_owner = pgtwin", nil),
    ("default_privs = nosuch", "parameter default_privs: unknown user name value: nosuch"),
    ("default_privs = root", "parameter default_privs: user root has privileged user ID"),
    ("default_privs = twin", nil),
    ("default_privs = postfix", "parameters default_privs and mail_owner specify the same user postfix"),
    (
      "default_privs = ptwin",
      "parameters default_privs and mail_owner: users ptwin and postfix have the same user ID: 101"
    ),
    (
      "default_privs = pgtwin",
      "parameters default_privs and mail_owner: users pgtwin and postfix have the same group ID: 102"
    ),
    ("setgid_group = nosuch", "parameter setgid_group: unknown group name: nosuch"),
    ("setgid_group = root", "parameter setgid_group: group root has privileged group ID"),
    ("setgid_group = gtwin", "parameter setgid_group: group gtwin has same group ID as postfix"),
    (
      "setgid_group = postfix",
      "parameters mail_owner and setgid_group: user postfix and group postfix have the same group ID: 102"
    ),
    (
      "setgid_group = nogroup",
      "parameters default_privs and setgid_group: user nobody and group nogroup have the same group ID: 65534"
    ),
    ("syslog_facility = MAIL", "parameter syslog_facility: unrecognized value: MAIL"),
    ("syslog_facility = security", "parameter syslog_facility: unrecognized value: security"),
    ("syslog_facility = local7", nil), ("syslog_facility =", "bad string length 0 < 1: syslog_facility = "),
  ]

  @Test("an account that is not there, is root's, or is shared is told in Postfix' words", arguments: cases.indices)
  func told(index: Int) {
    let (main, words) = Self.cases[index]
    #expect(refused(main) == [words].compactMap { $0 }, "\(main)")
  }

  @Test("3.10 tells the number that two accounts share")
  func numbers() {
    #expect(
      refused("mail_owner = ptwin", version: ProgramVersion(3, 10, 13)) == [
        "parameter mail_owner: user ptwin has the same user ID 101 as user postfix"
      ])
  }

  @Test("a tree without its accounts, or with another source of them, refuses no name")
  func unknown() {
    #expect(refused("mail_owner = nosuch", files: []).isEmpty)
    let directory = [
      ("/etc/passwd", Self.passwd), ("/etc/group", Self.group), ("/etc/nsswitch.conf", "passwd: files ldap\n"),
    ]
    #expect(refused("mail_owner = nosuch", files: directory).isEmpty)
    #expect(refused("mail_owner = root", files: directory).count == 1)
  }
}
