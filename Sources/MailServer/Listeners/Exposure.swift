internal import SourceText

extension Exposure {
  /// Of the addresses that a listener is bound to; nil where one of them is a name that is not known.
  ///
  /// `*`, `::` and `all` are every address; the widest address decides.
  init?(of addresses: [String]) {
    var widest = Exposure.loopback
    for address in addresses {
      guard let own = Exposure(ofAddress: address) else { return nil }
      if own == .public || widest == .loopback { widest = own == .loopback ? widest : own }
    }
    self = widest
  }

  private init?(ofAddress address: String) {
    switch address {
    case "*", "::", "[::]", "all", "0.0.0.0", "": self = .public
    case "loopback-only", "localhost", "ip6-localhost": self = .loopback
    default:
      let bare = address.first == "[" && address.last == "]" ? address.dropFirst().dropLast() : address[...]
      guard let parsed = IPAddress(bare) else { return nil }
      self = parsed.isLoopback ? .loopback : parsed.isPrivate ? .privateNetwork : .public
    }
  }
}

extension IPAddress {
  /// 127.0.0.0/8, ::1.
  package var isLoopback: Bool {
    isIPv4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
  }

  /// RFC 1918, RFC 4193, link-local.
  package var isPrivate: Bool {
    if isIPv4 {
      return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] & 0xF0 == 16) || (bytes[0] == 192 && bytes[1] == 168)
        || (bytes[0] == 169 && bytes[1] == 254)
    }
    return bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
  }
}
