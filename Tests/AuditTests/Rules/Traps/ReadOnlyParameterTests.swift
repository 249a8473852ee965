import Audit
import Testing

@Suite("ReadOnlyParameter")
struct ReadOnlyParameterTests {
  @Test("a parameter that programs fill in")
  func bad() { #expect(AuditedTree(main: "process_name = smtpd").finds("DT1218")) }

  @Test("others are right")
  func good() { #expect(!AuditedTree(main: "mail_name = Mail").finds("DT1218")) }
}
