import Audit
import SettingsGraph
import Testing

@Suite("BansDoNotMatch")
struct BansDoNotMatchTests {
  private static let head = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"
  private static let jail = "[DEFAULT]\nenabled = false\n[dovecot]\nenabled = true\n[postfix]\nenabled = true\n"

  private func files(_ version: String, _ more: [String: String] = [:]) -> [String: String] {
    let package = "Package: fail2ban\nStatus: install ok installed\nVersion: \(version)\n\n"
    return more.merging(["/etc/fail2ban/jail.local": Self.jail, "/var/lib/dpkg/status": package]) { $1 }
  }

  private func finds(_ files: [String: String]) -> Bool {
    AuditedTree(dovecot: Self.head, others: files, dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT1219")
  }

  @Test("Dovecot 2.4 with a filter from before it")
  func badFilter() {
    #expect(finds(files("1.1.0-8")))
    #expect(!finds(files("1.1.1-1")))
    #expect(!finds(files("1.1.0-8", ["/etc/fail2ban/filter.d/dovecot.local": "[Definition]\n"])))
    #expect(!finds([:]))
  }

  @Test("a log without the address, and another name in the log")
  func badForms() {
    let files = ["/etc/fail2ban/jail.local": Self.jail]
    #expect(AuditedTree(dovecot: "login_log_format_elements = user=<%u> lip=%l\n", others: files).finds("DT1219"))
    #expect(!AuditedTree(dovecot: "login_log_format_elements = user=<%u> rip=%r\n", others: files).finds("DT1219"))
    #expect(AuditedTree(main: "syslog_name = mx", others: files).finds("DT1219"))
    #expect(!AuditedTree(main: "syslog_name = postfix/mx", others: files).finds("DT1219"))
  }

  @Test("a jail that is off, in a later layer too, is not told")
  func good() {
    let files = ["/etc/fail2ban/jail.local": Self.jail, "/etc/fail2ban/jail.d/z.local": "[postfix]\nenabled = no\n"]
    #expect(!AuditedTree(main: "syslog_name = mx", others: files).finds("DT1219"))
  }
}
