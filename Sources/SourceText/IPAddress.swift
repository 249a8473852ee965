/// `192.0.2.7` or `2001:db8::7`: an address as `inet_pton` reads it, printed as `inet_ntop` prints it.
package struct IPAddress: Sendable, Hashable {
  /// Four bytes or sixteen, in network order.
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  package var isIPv4: Bool { bytes.count == 4 }
  package var isIPv6: Bool { bytes.count == 16 }
  package var bitCount: Int { bytes.count * 8 }

  package init?(_ text: some StringProtocol) { self.init(Array(text.utf8)[...]) }

  package init?(_ text: ArraySlice<UInt8>) {
    guard let bytes = text.contains(ASCII.colon) ? Self.ipv6(text) : Self.ipv4(text) else { return nil }
    self.bytes = bytes
  }

  /// Four decimal numbers below 256, without superfluous zeros.
  private static func ipv4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = text.split(separator: ASCII.dot, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy(ASCII.isDigit), part.count == 1 || part.first != ASCII.zero,
        let number = UInt8(part.text)
      else { return nil }
      bytes.append(number)
    }
    return bytes
  }

  /// `127.1`, `0x7f000001`, `0177.0.0.1`: an IPv4 address as `getaddrinfo` reads it, one to four numbers of base 10, 8
  /// or 16, of which the last fills the rest (inet_aton(3)).
  package init?(abbreviated text: some StringProtocol) {
    let parts = text.utf8.split(separator: ASCII.dot, omittingEmptySubsequences: false).map { Array($0)[...] }
    let numbers = parts.compactMap(Self.cNumber)
    guard (1...4).contains(parts.count), numbers.count == parts.count, let last = numbers.last,
      numbers.dropLast().allSatisfy({ $0 <= 0xFF }), last < 1 << UInt64(8 * (5 - numbers.count))
    else { return nil }
    let rest = (0..<(5 - numbers.count)).reversed().map { UInt8(truncatingIfNeeded: last >> UInt64(8 * $0)) }
    bytes = numbers.dropLast().map { UInt8($0) } + rest
  }

  /// A number as C writes it.
  private static func cNumber(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard text.count <= 32, let first = text.first, ASCII.isDigit(first) else { return nil }
    guard first == ASCII.zero, text.count > 1 else { return UInt64(text.text) }
    let isHexadecimal = text.dropFirst().first.map { $0 | 0x20 == UInt8(ascii: "x") } == true
    let digits = text.dropFirst(isHexadecimal ? 2 : 1)
    guard digits.first != ASCII.plus, digits.first != ASCII.hyphen else { return nil }
    return UInt64(digits.text, radix: isHexadecimal ? 16 : 8)
  }

  /// Up to eight groups, one `::`, the last two groups possibly as an IPv4 address.
  private static func ipv6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count <= 45, let halves = halves(of: text) else { return nil }
    guard let head = groups(halves.head, mayEndInIPv4: halves.tail == nil) else { return nil }
    guard let tail = halves.tail else { return head.count == 16 ? head : nil }
    guard let rest = groups(tail, mayEndInIPv4: true), head.count + rest.count <= 14 else { return nil }
    return head + Array(repeating: 0, count: 16 - head.count - rest.count) + rest
  }

  /// What stands before and behind the one `::`.
  private static func halves(of text: ArraySlice<UInt8>) -> (head: ArraySlice<UInt8>, tail: ArraySlice<UInt8>?)? {
    let places = text.indices.dropLast().filter { text[$0] == ASCII.colon && text[$0 + 1] == ASCII.colon }
    guard places.count <= 1 else { return nil }
    guard let place = places.first else { return (text, nil) }
    return (text[..<place], text[(place + 2)...])
  }

  private static func groups(_ text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: ASCII.colon, omittingEmptySubsequences: false)
    var bytes: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if part.contains(ASCII.dot) {
        guard mayEndInIPv4, index == parts.count - 1, let last = ipv4(part) else { return nil }
        bytes += last
      } else {
        guard (1...4).contains(part.count), let number = UInt16(part.text, radix: 16), part.first != ASCII.plus
        else { return nil }
        bytes += [UInt8(number >> 8), UInt8(number & 0xFF)]
      }
    }
    return bytes.count <= 16 ? bytes : nil
  }

  package var text: String { isIPv6 ? ipv6Text : bytes.map(String.init).joined(separator: ".") }

  /// The longest run of two or more zero groups becomes `::`; an embedded IPv4 address stays one.
  private var ipv6Text: String {
    let groups = (0..<8).map { UInt16(bytes[$0 * 2]) << 8 | UInt16(bytes[$0 * 2 + 1]) }
    let run = Self.longestZeroRun(groups)
    let isEmbedded =
      run.lowerBound == 0
      && (run.count == 6 || (run.count == 7 && groups[7] != 1) || (run.count == 5 && groups[5] == 0xFFFF))
    let shown = isEmbedded ? Array(groups.prefix(6)) : groups
    var head = shown.prefix(run.isEmpty ? shown.count : run.lowerBound).map { String($0, radix: 16) }
    var tail = run.isEmpty ? [] : shown.dropFirst(run.upperBound).map { String($0, radix: 16) }
    if isEmbedded {
      let address = bytes.suffix(4).map(String.init).joined(separator: ".")
      if run.isEmpty { head.append(address) } else { tail.append(address) }
    }
    return run.isEmpty
      ? head.joined(separator: ":") : head.joined(separator: ":") + "::" + tail.joined(separator: ":")
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
    var best = 0..<0
    var index = 0
    while index < groups.count {
      let end = groups[index...].firstIndex { $0 != 0 } ?? groups.count
      if end - index > max(1, best.count) { best = index..<end }
      index = max(end, index + 1)
    }
    return best
  }
}
