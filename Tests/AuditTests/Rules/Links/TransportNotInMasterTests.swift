import Audit
import Testing

@Suite("TransportNotInMaster")
struct TransportNotInMasterTests {
  private static let master =
    AuditedTree.stockMaster
    + "cleanup unix n - y - 0 cleanup\nlmtp unix - - n - - lmtp\nvirtual unix - n n - - virtual\n"

  @Test("a name that no service has, or one that is commented out")
  func bad() {
    #expect(AuditedTree(main: "virtual_transport = dovecot:", master: Self.master).finds("DT0608"))
    let commented = Self.master + "#dovecot unix - n n - - pipe\n#  flags=DRhu user=vmail argv=/x\n"
    #expect(AuditedTree(main: "virtual_transport = dovecot", master: commented).finds("DT0608"))
  }

  @Test("a service of that name, and defaults that nobody wrote, are right")
  func good() {
    #expect(!AuditedTree(main: "virtual_transport = lmtp:unix:private/x", master: Self.master).finds("DT0608"))
    #expect(!AuditedTree(main: "virtual_transport = virtual", master: Self.master).finds("DT0608"))
    #expect(!AuditedTree(main: "", master: Self.master).finds("DT0608"))
    #expect(!AuditedTree(main: "virtual_transport = dovecot", master: AuditedTree.stockMaster).finds("DT0608"))
  }
}
