import Audit
import Testing

@Suite("RelayForBackupMX")
struct RelayForBackupMXTests {
  private static let list = "smtpd_relay_restrictions = permit_mx_backup, reject_unauth_destination\n"

  @Test("without networks it relays for anybody")
  func bad() { #expect(AuditedTree(main: Self.list).finds("DT0104")) }

  @Test("with networks, or not used, it is right")
  func good() {
    #expect(!AuditedTree(main: Self.list + "permit_mx_backup_networks = 192.0.2.0/24").finds("DT0104"))
    #expect(!AuditedTree(main: "smtpd_relay_restrictions = reject_unauth_destination").finds("DT0104"))
  }
}
