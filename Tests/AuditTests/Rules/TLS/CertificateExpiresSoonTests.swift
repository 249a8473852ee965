import Audit
import Certificates
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("CertificateExpiresSoon")
struct CertificateExpiresSoonTests {
  @Test("in the last two weeks")
  func bad() {
    #expect(CertifiedServer(at: Moment(secondsSince1970: 1_797_500_000)).finds("DT0722"))
  }

  @Test("before, and after the end")
  func good() {
    #expect(!CertifiedServer().finds("DT0722"))
    #expect(!CertifiedServer(at: Moment(secondsSince1970: 1_797_000_000)).finds("DT0722"))
    #expect(!CertifiedServer(at: Moment(secondsSince1970: 1_799_000_000)).finds("DT0722"))
  }

  @Test("another number of days may be asked for")
  func otherDays() {
    let day = Moment(secondsSince1970: 1_797_000_000)
    #expect(CertifiedServer(at: day, expiryDays: 30).finds("DT0722"))
    #expect(!CertifiedServer(at: Moment(secondsSince1970: 1_797_500_000), expiryDays: 3).finds("DT0722"))
  }

  @Test("the message says in how many days")
  func days() throws {
    let server = CertifiedServer(at: Moment(secondsSince1970: 1_798_000_000))
    let finding = try #require(server.findings("DT0722").first)
    #expect(finding.message.contains("2026-12-31, in 7 days"))
    #expect(finding.severity == .warning)
  }
}
