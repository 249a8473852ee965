internal import SwiftASN1

/// `SEQUENCE { version, modulus, publicExponent, … }` (RFC 8017 A.1.2), alone or as a `PRIVATE KEY` (RFC 5958).
///
/// Read field by field: the X509 module makes sure that a key can sign, which takes as long as a tenth of an audit, and
/// takes no short one, which is a key to tell about.
struct RSAPrivateKey {
  /// The contents of the BIT STRING that a certificate of this key has.
  let publicKey: [UInt8]

  private static let algorithm: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 1]

  /// Nil where the block holds another kind of key, or none.
  init?(_ block: PEMBlock) {
    switch block.label {
    case "RSA PRIVATE KEY": self.init(block.bytes[...])
    case "PRIVATE KEY":
      guard let fields = try? DER.parse(block.bytes).children, fields.count >= 3,
        let kind = fields[1].children.first, (try? ASN1ObjectIdentifier(derEncoded: kind)) == Self.algorithm,
        let key = try? ASN1OctetString(derEncoded: fields[2])
      else { return nil }
      self.init(key.bytes)
    default: return nil
    }
  }

  private init?(_ der: ArraySlice<UInt8>) {
    // version, modulus, public exponent, private exponent, two primes, two exponents, coefficient
    guard let fields = try? DER.parse(der).children, fields.count >= 9 else { return nil }
    var serializer = DER.Serializer()
    serializer.appendConstructedNode(identifier: .sequence) { serializer in
      for field in fields[1...2] { serializer.serialize(field) }
    }
    publicKey = serializer.serializedBytes
  }
}
