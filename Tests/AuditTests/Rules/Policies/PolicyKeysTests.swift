import Audit
import OracleSupport
import Testing

@Suite("PolicyKeys")
struct PolicyKeysTests {
  @Test("an RSA key where the policy asks for ECDSA, and a short prime")
  func bad() {
    for policy in ["mozilla-modern", "mozilla-intermediate", "mozilla-old"] {
      #expect(CertifiedServer(PEMSamples.short, policies: [policy]).finds("DT1303"), "\(policy)")
    }
    let small = AuditedTree(
      dovecot: "protocols = imap\nssl_dh = </etc/dh.pem\n", others: ["/etc/dh.pem": PEMSamples.smallPrime],
      policies: ["mozilla-intermediate"])
    #expect(small.finds("DT1303"))
  }

  @Test("the same where the policy takes it, and without a policy")
  func good() {
    for policy in ["mozilla-modern", "mozilla-intermediate"] {
      #expect(!CertifiedServer(policies: [policy]).finds("DT1303"), "\(policy)")
    }
    #expect(!CertifiedServer(PEMSamples.short).finds("DT1303"))
    #expect(!CertifiedServer(PEMSamples.short, policies: ["rfc8996"]).finds("DT1303"))
  }
}
