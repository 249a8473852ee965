import Certificates
import OracleSupport
import Testing

@Suite("A PEM file")
struct PEMFileTests {
  private func file(_ text: String) -> PEMFile { PEMFile(Array(text.utf8)) }

  @Test("a certificate says for whom, by whom and until when it is")
  func certificate() throws {
    let certificate = try #require(file(PEMSamples.server).certificates.first)
    #expect(certificate.names == ["mail.example.net", "*.example.org"])
    #expect(certificate.subject == "CN=mail.example.net")
    #expect(certificate.issuer == "CN=Example Issuer")
    #expect(certificate.notBefore?.day == "2026-01-01")
    #expect(certificate.notAfter?.day == "2026-12-31")
    #expect(certificate.rsaBits == nil && certificate.brokenDigest == nil)
    #expect(certificate.namesItsIssuer && !certificate.isSelfSigned)
  }

  @Test("length of an RSA key, SHA-1, and the prime of DH parameters")
  func strength() {
    #expect(file(PEMSamples.short).certificates.first?.rsaBits == 1024)
    #expect(file(PEMSamples.sha1).certificates.first?.brokenDigest == "SHA-1")
    #expect(file(PEMSamples.smallPrime).primeBits == 1024)
  }

  @Test("the order of a chain")
  func chain() throws {
    let chain = file(PEMSamples.server + PEMSamples.issuer + PEMSamples.root).certificates
    try #require(chain.count == 3)
    #expect(chain[0].isIssued(by: chain[1]) && chain[1].isIssued(by: chain[2]) && chain[2].isSelfSigned)
    #expect(!chain[0].isIssued(by: chain[2]))
  }

  @Test("a key belongs to its certificate alone; a locked one does not tell")
  func keys() throws {
    let own = try #require(file(PEMSamples.server).certificates.first)
    #expect(try own.belongs(to: #require(file(PEMSamples.serverKey).keys.first)) == true)
    #expect(try own.belongs(to: #require(file(PEMSamples.otherKey).keys.first)) == false)
    #expect(file(PEMSamples.lockedKey).keys == [.encrypted])
    #expect(own.belongs(to: .encrypted) == nil)
  }

  @Test("a key that is too short to sign with belongs to its certificate all the same")
  func shortKey() throws {
    let certificate = try #require(file(PEMSamples.short).certificates.first)
    #expect(try certificate.belongs(to: #require(file(PEMSamples.shortKey).keys.first)) == true)
    #expect(try certificate.belongs(to: #require(file(PEMSamples.serverKey).keys.first)) == false)
  }

  @Test("text around the blocks is comment, and a wildcard stands for one label")
  func comments() throws {
    let text = "Bag Attributes: none\n" + PEMSamples.server.replacing("\n", with: "\r\n") + "subject=x\n"
    let certificate = try #require(file(text).certificates.first)
    #expect(certificate.covers("MAIL.example.net") && certificate.covers("imap.example.org"))
    #expect(!certificate.covers("example.org") && !certificate.covers("a.b.example.org"))
  }

  @Test(
    "what is no certificate is none, and harms nothing",
    arguments: [
      "", "-----BEGIN CERTIFICATE-----\n", "-----BEGIN -----\n-----END -----\n",
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END PRIVATE KEY-----\n",
    ])
  func malformed(text: String) { #expect(file(text).certificates.isEmpty) }

  @Test("no byte that is changed, and no end that is cut off, stops the reader")
  func damaged() {
    var random = SplitMix64(seed: 7)
    print("seed 7")
    let sample = Array((PEMSamples.server + PEMSamples.serverKey + PEMSamples.smallPrime).utf8)
    var readCount = 0
    for _ in 0..<300 {
      var bytes = sample
      bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      bytes.removeLast(Int(random.next() % UInt64(bytes.count)))
      readCount += PEMFile(bytes).certificates.count
    }
    #expect(readCount > 0 && readCount < 300)
  }
}
