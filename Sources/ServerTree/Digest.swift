internal import Crypto

/// The SHA-256 of a file's bytes in hexadecimal, by which a plan knows the tree that it was made for.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(of bytes: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    description = SHA256.hash(data: bytes).reduce(into: "") { text, byte in
      text.unicodeScalars.append(Unicode.Scalar(digits[Int(byte >> 4)]))
      text.unicodeScalars.append(Unicode.Scalar(digits[Int(byte & 15)]))
    }
  }
}
