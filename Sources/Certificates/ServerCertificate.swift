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
  let publicKey: [UInt8]
  private let subjectName: DistinguishedName
  private let issuerName: DistinguishedName

  init?(der: [UInt8]) {
    guard let certificate = try? Certificate(derEncoded: der), let outer = try? DER.parse(der) else { return nil }
    subjectName = certificate.subject
    issuerName = certificate.issuer
    subject = certificate.subject.description
    issuer = certificate.issuer.description
    names = Self.names(of: certificate)
    publicKey = Array(certificate.publicKey.subjectPublicKeyInfoBytes)
    rsaBits = Self.rsaBits(publicKey)
    let fields = outer.children
    let validity = fields.first?.children.first { node in
      node.children.count == 2 && node.children.allSatisfy { Moment($0) != nil }
    }
    notBefore = validity?.children.first.flatMap(Moment.init)
    notAfter = validity?.children.last.flatMap(Moment.init)
    brokenDigest = fields.dropFirst().first?.children.first.flatMap(Self.brokenDigest)
    let access = try? certificate.extensions.authorityInformationAccess
    namesItsIssuer = access?.contains { $0.method == .issuingCA } ?? false
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

  private static func names(of certificate: Certificate) -> [String] {
    let alternative = (try? certificate.extensions.subjectAlternativeNames)?.compactMap { name -> String? in
      if case .dnsName(let name) = name { name.lowercased() } else { nil }
    }
    if let alternative, !alternative.isEmpty { return alternative }
    return certificate.subject.flatMap { Array($0) }.filter { $0.type == .RDNAttributeType.commonName }
      .map { $0.value.description.lowercased() }
  }

  /// The length of the modulus: `SEQUENCE { algorithm, BIT STRING { SEQUENCE { modulus, exponent } } }`.
  private static func rsaBits(_ keyInfo: [UInt8]) -> Int? {
    guard let info = try? DER.parse(keyInfo), let algorithm = info.children.first?.children.first,
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
