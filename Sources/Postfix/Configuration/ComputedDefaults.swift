internal import SourceText

/// `mynetworks = 127.0.0.0/8 [::1]/128`: the defaults that Postfix computes from the machine.
struct ComputedDefaults {
  private let host: HostFacts

  init(_ host: HostFacts) { self.host = host }

  /// The host name; without a dot `$mydomain` is put behind it, or `localdomain`.
  func myhostname(mydomain: ArraySlice<UInt8>?) -> [UInt8] {
    let name = Array(host.hostName.utf8)
    if name.contains(ASCII.dot) { return name }
    return name + [ASCII.dot] + (mydomain ?? Array("localdomain".utf8)[...])
  }

  /// What stands behind the first dot of `$myhostname`, or `localdomain`.
  func mydomain(myhostname: ArraySlice<UInt8>) -> [UInt8] {
    guard let dot = myhostname.firstIndex(of: ASCII.dot) else { return Array("localdomain".utf8) }
    return Array(myhostname[(dot + 1)...])
  }

  /// The networks of the interfaces that Postfix listens on, each once, with a blank behind each as Postfix prints it.
  func mynetworks(
    style: ArraySlice<UInt8>, interfaces: ArraySlice<UInt8>, protocols: ArraySlice<UInt8>
  ) -> [UInt8] {
    let words = Tokens.split(protocols).map { protocols[$0].text }
    let takesAll = words.contains("all")
    var networks: [String] = []
    for address in host.interfaces where listens(on: address, interfaces) {
      guard takesAll || words.contains(address.isIPv6 ? "ipv6" : "ipv4") else { continue }
      let network = address.network(style: style.text)
      if !networks.contains(network) { networks.append(network) }
    }
    return Array(networks.joined(separator: " ").utf8)
  }

  private func listens(on address: InterfaceAddress, _ interfaces: ArraySlice<UInt8>) -> Bool {
    let items = Tokens.split(interfaces).map { interfaces[$0].text }
    return items.contains { item in
      switch item {
      case "all": true
      case "loopback-only": address.isLoopback
      default: IPAddress(item)?.bytes == address.bytes || (item == "localhost" && address.isLoopback)
      }
    }
  }
}

extension InterfaceAddress {
  /// The network of the address as `mynetworks_style` cuts it: `class`, `subnet` or `host`.
  func network(style: String) -> String {
    let length = self.length(style: style)
    var masked = bytes
    for index in masked.indices {
      let kept = min(8, max(0, length - index * 8))
      masked[index] &= UInt8(truncatingIfNeeded: 0xFF00 >> kept)
    }
    let text = IPAddress(bytes: masked).text
    return isIPv6 ? "[\(text)]/\(length)" : "\(text)/\(length)"
  }

  private func length(style: String) -> Int {
    switch style {
    case "host": return bytes.count * 8
    case "class" where !isIPv6:
      // The natural mask of the address; IPv6 has no classes and takes the subnet.
      switch bytes[0] {
      case ..<128: return 8
      case ..<192: return 16
      case ..<224: return 24
      default: return 4
      }
    default: return prefixLength
    }
  }
}
