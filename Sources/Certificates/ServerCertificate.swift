internal import SwiftASN1
internal import X509

/// One `CERTIFICATE` block: for whom, by whom, until when, and how strong.
package struct ServerCertificate: Sendable {
  /// DNS names in lower case; the common name counts only where there is no other (RFC 9525, RFC 6125).
  package let names: [String]
  /// As OpenSSL shows it: `CN=mail.example.net`.
  package let subject: String
  package let issuer: String
  package let notBefore: Moment?
  package let notAfter: Moment?
  /// Nil for keys other than RSA.
  package let rsaBits: Int?
  /// `SHA-1` or `MD5`, with which its issuer signed it.
  package let brokenDigest: String?
  /// A CA that anybody may know: it says where its own certificate can be fetched.
  package let namesItsIssuer: Bool
  /// The BIT STRING of the key, without its algorithm.
  let publicKey: [UInt8]
  private let subjectName: DistinguishedName
  private let issuerName: DistinguishedName

  /// Read field by field: a certificate with a short key or a broken digest is one to tell about, and the X509 module
  /// refuses the whole of it.
  init?(der: [UInt8]) {
    guard let outer = try? DER.parse(der).children, outer.count == 3 else { return nil }
    var fields = outer[0].children[...]
    if fields.first?.identifier.tagClass == .contextSpecific { fields.removeFirst() }
    // serial number, algorithm, issuer, validity, subject, key
    guard fields.count >= 6 else { return nil }
    let nodes = Array(fields)
    guard let issuer = try? DistinguishedName(derEncoded: nodes[2]),
      let subject = try? DistinguishedName(derEncoded: nodes[4])
    else { return nil }
    (subjectName, issuerName) = (subject, issuer)
    (self.subject, self.issuer) = (subject.description, issuer.description)
    notBefore = nodes[3].children.first.flatMap(Moment.init)
    notAfter = nodes[3].children.last.flatMap(Moment.init)
    publicKey = nodes[5].children.last.flatMap { try? ASN1BitString(derEncoded: $0) }.map { Array($0.bytes) } ?? []
    rsaBits = Self.rsaBits(nodes[5])
    brokenDigest = outer[1].children.first.flatMap(Self.brokenDigest)
    let extensions = nodes.last.map(CertificateExtensions.init)
    names = Self.names(subject, extensions?.names ?? [])
    namesItsIssuer = extensions?.namesItsIssuer ?? false
  }

  package var isSelfSigned: Bool { subjectName == issuerName }

  package func isIssued(by other: ServerCertificate) -> Bool { issuerName == other.subjectName }

  /// `*.example.net` stands for exactly one label.
  package func covers(_ host: String) -> Bool {
    let host = host.lowercased()
    let parent = host.firstIndex(of: ".").map { host[$0...] }
    return names.contains { name in
      name == host || (name.hasPrefix("*.") && parent.map { name.dropFirst() == $0 } == true)
    }
  }

  private static func names(_ subject: DistinguishedName, _ alternative: [String]) -> [String] {
    guard alternative.isEmpty else { return alternative }
    return subject.flatMap { Array($0) }.filter { $0.type == .RDNAttributeType.commonName }
      .map { $0.value.description.lowercased() }
  }

  /// The length of the modulus: `SEQUENCE { algorithm, BIT STRING { SEQUENCE { modulus, exponent } } }`.
  private static func rsaBits(_ info: ASN1Node) -> Int? {
    guard let algorithm = info.children.first?.children.first,
      (try? ASN1ObjectIdentifier(derEncoded: algorithm)) == [1, 2, 840, 113549, 1, 1, 1],
      let bits = info.children.last.flatMap({ try? ASN1BitString(derEncoded: $0) }),
      let key = try? DER.parse(bits.bytes), let modulus = key.children.first
    else { return nil }
    return modulus.bitLength
  }

  private static let brokenDigests: [ASN1ObjectIdentifier: String] = [
    [1, 2, 840, 113549, 1, 1, 4]: "MD5", [1, 2, 840, 113549, 1, 1, 5]: "SHA-1", [1, 2, 840, 10045, 4, 1]: "SHA-1",
    [1, 2, 840, 10040, 4, 3]: "SHA-1",
  ]

  private static func brokenDigest(_ algorithm: ASN1Node) -> String? {
    (try? ASN1ObjectIdentifier(derEncoded: algorithm)).flatMap { brokenDigests[$0] }
  }
}

/// `[3] { SEQUENCE { SEQUENCE { OID, OCTET STRING } … } }`: what stands behind the key.
private struct CertificateExtensions {
  /// The DNS names of subjectAltName, in lower case.
  var names: [String] = []
  /// authorityInfoAccess with caIssuers.
  var namesItsIssuer = false

  init(_ node: ASN1Node) {
    for field in node.children.first?.children ?? [] {
      guard let kind = field.children.first.flatMap({ try? ASN1ObjectIdentifier(derEncoded: $0) }),
        let value = field.children.last.flatMap({ try? ASN1OctetString(derEncoded: $0) }),
        let content = try? DER.parse(value.bytes)
      else { continue }
      switch kind {
      case [2, 5, 29, 17]: names = content.children.compactMap(Self.dnsName)
      case [1, 3, 6, 1, 5, 5, 7, 1, 1]: namesItsIssuer = content.children.contains(where: Self.isIssuer)
      default: break
      }
    }
  }

  private static func dnsName(_ node: ASN1Node) -> String? {
    if case .dnsName(let name)? = try? GeneralName(derEncoded: node) { name.lowercased() } else { nil }
  }

  private static func isIssuer(_ access: ASN1Node) -> Bool {
    access.children.first.flatMap { try? ASN1ObjectIdentifier(derEncoded: $0) } == [1, 3, 6, 1, 5, 5, 7, 48, 2]
  }
}

extension ASN1Node {
  /// Empty for a primitive node.
  var children: [ASN1Node] {
    if case .constructed(let nodes) = content { Array(nodes) } else { [] }
  }

  /// Of an INTEGER that is not negative.
  var bitLength: Int? {
    guard case .primitive(let bytes) = content else { return nil }
    let number = bytes.drop { $0 == 0 }
    return number.first.map { number.count * 8 - $0.leadingZeroBitCount }
  }
}
