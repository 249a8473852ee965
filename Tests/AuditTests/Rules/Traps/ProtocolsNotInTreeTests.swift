import Audit
import Testing

@Suite("ProtocolsNotInTree")
struct ProtocolsNotInTreeTests {
  private static let include = "!include_try /usr/share/dovecot/protocols.d/*.protocol\n"

  private func finds(_ dovecot: String, _ files: [String: String] = [:]) -> Bool {
    AuditedTree(dovecot: dovecot, others: files).finds("DT1220")
  }

  @Test("the directory of the packages is not there")
  func bad() { #expect(finds(Self.include)) }

  @Test("it is there, or protocols is set, or nobody asks for the directory")
  func good() {
    #expect(!finds(Self.include, ["/usr/share/dovecot/protocols.d/imapd.protocol": "protocols = $protocols imap\n"]))
    #expect(!finds(Self.include, ["/usr/share/dovecot/protocols.d/README": ""]))
    #expect(!finds("protocols = imap\n" + Self.include))
    #expect(!finds("!include_try local.conf\n"))
  }
}
