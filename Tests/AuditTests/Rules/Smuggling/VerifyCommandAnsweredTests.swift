import Audit
import Testing

@Suite("VerifyCommandAnswered")
struct VerifyCommandAnsweredTests {
  @Test("written as no on a public port")
  func bad() { #expect(AuditedTree(main: "disable_vrfy_command = no").finds("DT0307")) }

  @Test("yes, the default that nobody chose, and the machine itself are not told")
  func good() {
    #expect(!AuditedTree(main: "disable_vrfy_command = yes").finds("DT0307"))
    #expect(!AuditedTree(main: "").finds("DT0307"))
    #expect(!AuditedTree(main: "disable_vrfy_command = no\ninet_interfaces = loopback-only").finds("DT0307"))
  }
}
