/// `DHE-RSA-AES128-SHA  SSLv3  Kx=DH  Au=RSA  Enc=AES(128)  Mac=SHA1`: a suite of TLS 1.2 or earlier.
///
/// The suites of TLS 1.3 are not among these: no cipher string adds or removes one.
package struct CipherSuite: Sendable, Equatable {
  package let name: String
  /// The version that it came with; later ones up to TLS 1.2 have it too.
  package let version: String
  package let keyExchange: String
  package let authentication: String
  package let encryption: String
  /// What OpenSSL holds the suite's strength to be: 0 without encryption.
  package let bits: Int
  package let mac: String
  /// `TLS_RSA_WITH_AES_128_CBC_SHA`, where the library takes it in a string.
  let standardName: String

  package var isEncrypted: Bool { encryption != "None" }
  package var isAnonymous: Bool { authentication == "None" }

  /// What is read along today cannot be deciphered with the server's key tomorrow.
  package var hasForwardSecrecy: Bool { ["ECDH", "DH", "ECDHEPSK", "DHEPSK"].contains(keyExchange) }

  /// Neither Dovecot nor Postfix has keys or passwords for these.
  package var needsSharedSecret: Bool { keyExchange.hasSuffix("PSK") || keyExchange == "SRP" }

  /// Broken, or within reach: RC4 (RFC 7465), 3DES (SWEET32), single DES, MD5, and anything below 112 bits.
  package var isBreakable: Bool {
    bits < 112 && !encryption.hasPrefix("AESCCM8") || ["RC4", "3DES", "DES", "RC2"].contains(encryption) || mac == "MD5"
  }

  /// `SSL_CTX_set_security_level(3)`: what the library itself refuses at a level, whatever the string says.
  package func isAllowed(atLevel level: Int) -> Bool {
    guard level > 0 else { return true }
    let least = [80, 112, 128, 192, 256][min(level, 5) - 1]
    return bits >= least && !isAnonymous && mac != "MD5" && !(least > 160 && mac == "SHA1")
      && (level < 3 || ["ECDH", "DH"].contains(keyExchange) || keyExchange.hasSuffix("DHEPSK"))
  }
}
