internal import SourceText

/// `192.0.2.7`, `2001:db8::1`: an address as its bytes, 4 or 16.
package struct IPAddress: Hashable, Sendable {
  package let bytes: [UInt8]

  package var isIPv4: Bool { bytes.count == 4 }
  package var bitCount: Int { bytes.count * 8 }

  package init?(_ text: some StringProtocol) {
    var text = Substring(text)
    if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
    guard let bytes = text.contains(":") ? Self.ipv6(text) : Self.ipv4(text) else { return nil }
    self.bytes = bytes
  }

  private static func ipv4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard part.utf8.count <= 3, part.utf8.allSatisfy(ASCII.isDigit), part == "0" || part.first != "0",
        let byte = UInt8(part)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func ipv6(_ text: Substring) -> [UInt8]? {
    guard let gap = text.firstRange(of: "::") else {
      let bytes = groups(text)
      return bytes?.count == 16 ? bytes : nil
    }
    guard let head = groups(text[..<gap.lowerBound]), let tail = groups(text[gap.upperBound...]),
      head.count + tail.count <= 14
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(".") {
        guard let tail = ipv4(part) else { return nil }
        bytes += tail
      } else {
        guard !part.isEmpty, part.utf8.count <= 4, let group = UInt16(part, radix: 16) else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 255)]
      }
    }
    return bytes
  }

  /// As `inet_ntop` writes it: the longest run of zero groups becomes `::`.
  package var description: String {
    guard !isIPv4 else { return bytes.map { String($0) }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    let run = Self.longestZeroRun(groups)
    if run == 0..<6 || (run == 0..<5 && groups[5] == 0xFFFF) {
      let tail = bytes[12...].map { String($0) }.joined(separator: ".")
      return run == 0..<6 ? "::\(tail)" : "::ffff:\(tail)"
    }
    func text(_ part: ArraySlice<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
    guard run.count > 1 else { return text(groups[...]) }
    return text(groups[..<run.lowerBound]) + "::" + text(groups[run.upperBound...])
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
      if index - start > best.count { best = start..<index }
      start = index + 1
    }
    return best
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
    guard let address = IPAddress(parts[0]) else { return nil }
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
    bits == address.bitCount ? address.description : "\(address.description)/\(bits)"
  }
}
