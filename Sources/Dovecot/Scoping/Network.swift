package import SourceText

extension IPAddress {
  /// `192.0.2.7`, `2001:db8::1` or `[2001:db8::1]`, as Dovecot reads an address.
  package init?(maybeBracketed text: some StringProtocol) {
    let bytes = Array(text.utf8)
    let isBracketed = bytes.first == ASCII.leftBracket && bytes.last == ASCII.rightBracket && bytes.count > 1
    self.init(isBracketed ? bytes[1..<(bytes.count - 1)] : bytes[...])
  }
}

/// `10.0.0.0/8`: an address, and how many of its bits count.
package struct Network: Hashable, Sendable {
  package let address: IPAddress
  package let bits: Int

  package init(_ address: IPAddress, bits: Int) {
    self.address = address
    self.bits = bits
  }

  /// `10.0.0.0/8`, `192.0.2.7`; nil for a host name, which the daemon would look up.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(maybeBracketed: parts[0]) else { return nil }
    self.address = address
    if parts.count == 1 {
      bits = address.bitCount
    } else {
      guard let bits = Int(parts[1]), (0...address.bitCount).contains(bits) else { return nil }
      self.bits = bits
    }
  }

  package func contains(_ other: IPAddress) -> Bool {
    guard address.bytes.count == other.bytes.count else { return false }
    let whole = bits / 8
    guard address.bytes[..<whole] == other.bytes[..<whole] else { return false }
    let rest = bits % 8
    return rest == 0 || (address.bytes[whole] ^ other.bytes[whole]) >> (8 - rest) == 0
  }

  /// Without the mask where every bit counts, as doveconf prints it.
  package var description: String {
    bits == address.bitCount ? address.text : "\(address.text)/\(bits)"
  }
}
