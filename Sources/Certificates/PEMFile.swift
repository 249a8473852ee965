internal import SwiftASN1
internal import X509

/// `/etc/ssl/mail.pem`: the certificates and keys of a file, in their order.
package struct PEMFile: Sendable {
  package enum Key: Sendable, Equatable {
    case encrypted
    /// Of a kind that is not read here.
    case unknown
    /// The public key that belongs to it.
    case known(publicKey: [UInt8])
  }

  package let certificates: [ServerCertificate]
  /// A certificate block that is no certificate, or one of a kind that is not read here.
  package let hasUnreadCertificate: Bool
  package let keys: [Key]
  /// The length of the prime of `DH PARAMETERS`.
  package let primeBits: Int?

  package init(_ bytes: [UInt8]) {
    let blocks = PEMBlock.all(in: bytes)
    let certificateBlocks = blocks.filter { Self.certificateLabels.contains($0.label) }
    certificates = certificateBlocks.prefix(Self.maximumBlocks).compactMap { ServerCertificate(der: $0.bytes) }
    hasUnreadCertificate = certificates.count < certificateBlocks.count
    keys = blocks.filter { $0.label.hasSuffix("PRIVATE KEY") }.prefix(Self.maximumBlocks).map(Self.key)
    primeBits = blocks.first { $0.label == "DH PARAMETERS" }.flatMap { block in
      (try? DER.parse(block.bytes))?.children.first?.bitLength
    }
  }

  /// More belongs to no server; a bundle of all the CAs of a system has some hundreds.
  private static let maximumBlocks = 500
  private static let certificateLabels: Set<String> = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]

  private static func key(_ block: PEMBlock) -> Key {
    if block.isEncrypted { return .encrypted }
    if let key = RSAPrivateKey(block) { return .known(publicKey: key.publicKey) }
    let document = PEMDocument(type: block.label, derBytes: block.bytes)
    guard let key = try? Certificate.PrivateKey(pemDocument: document) else { return .unknown }
    return .known(publicKey: Array(key.publicKey.subjectPublicKeyInfoBytes))
  }
}

extension ServerCertificate {
  /// Nil where the key cannot tell.
  package func belongs(to key: PEMFile.Key) -> Bool? {
    if case .known(let publicKey) = key { publicKey == self.publicKey } else { nil }
  }
}
