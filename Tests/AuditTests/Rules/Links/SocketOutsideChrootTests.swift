import Audit
import Testing

@Suite("SocketOutsideChroot")
struct SocketOutsideChrootTests {
  private static let main = "smtpd_milters = unix:/run/opendkim/opendkim.sock\n"

  @Test(
    "an absolute path in a chroot",
    arguments: [
      "smtpd_milters = unix:/run/opendkim/opendkim.sock",
      "smtpd_recipient_restrictions = check_policy_service unix:/run/policy",
    ])
  func bad(main: String) { #expect(AuditedTree(main: main).finds("DT0606")) }

  @Test("no chroot, a relative path, a port, or the path made below the queue directory is right")
  func good() {
    #expect(!AuditedTree(main: Self.main, master: "smtp inet n - n - - smtpd\n").finds("DT0606"))
    #expect(!AuditedTree(main: "smtpd_milters = unix:opendkim/opendkim.sock").finds("DT0606"))
    #expect(!AuditedTree(main: "smtpd_milters = inet:localhost:8891").finds("DT0606"))
    let made = ["/var/spool/postfix/run/opendkim/opendkim.sock": ""]
    #expect(!AuditedTree(main: Self.main, others: made).finds("DT0606"))
  }
}
