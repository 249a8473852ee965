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

  /// The networks of the interfaces that Postfix listens on, each once and with a blank behind it, also the last
  /// (`$mynetworks,` shows it; 3.5 to 3.11).
  func mynetworks(
    style: ArraySlice<UInt8>, interfaces: ArraySlice<UInt8>, protocols: ArraySlice<UInt8>
  ) throws(MachineFault) -> [UInt8] {
    let families = try self.families(protocols)
    let style = try self.style(style)
    var networks: [String] = []
    for address in try addresses(interfaces, families: families) {
      let network = address.network(style: style)
      if !networks.contains(network) { networks.append(network) }
    }
    return networks.flatMap { Array("\($0) ".utf8) }
  }

  /// Whether IPv4 and IPv6 are on.
  private func families(_ text: ArraySlice<UInt8>) throws(MachineFault) -> Set<String> {
    var families: Set<String> = []
    for item in Tokens.split(text, bracing: false) {
      switch text[item].text {
      case "all": families = ["ipv4", "ipv6"]
      case "ipv4": families.insert("ipv4")
      case "ipv6": families.insert("ipv6")
      default:
        throw MachineFault(
          parameter: "inet_protocols",
          message: "unknown inet_protocols value \"\(text[item].printable)\" in \"\(text.printable)\"")
      }
    }
    return families
  }

  private func style(_ text: ArraySlice<UInt8>) throws(MachineFault) -> String {
    let items = Tokens.split(text, bracing: false).map { text[$0].printable }
    if let word = items.first(where: { !["class", "subnet", "host"].contains($0) }) {
      throw MachineFault(
        parameter: "mynetworks_style",
        message: "unknown mynetworks mask style value \"\(word)\" in \"\(text.printable)\"")
    }
    guard Set(items).count == 1, let style = items.first else {
      throw MachineFault(
        parameter: "mynetworks_style",
        message: "bad mynetworks_style value: \(text.printable); specify exactly one value")
    }
    return style
  }

  /// `all` and `loopback-only` stand alone; anything else is a list of names and addresses, in its own order.
  private func addresses(
    _ text: ArraySlice<UInt8>, families: Set<String>
  ) throws(MachineFault) -> [InterfaceAddress] {
    let usable = host.interfaces.filter { families.contains($0.isIPv6 ? "ipv6" : "ipv4") }
    switch text.text {
    case "all": return usable
    case "loopback-only": return usable.filter(\.isLoopback)
    default: break
    }
    var found: [InterfaceAddress] = []
    for item in Tokens.split(text, bracing: false) {
      let name = text[item].printable
      let all = try addresses(of: name)
      let ofFamily = all.filter { families.contains($0.isIPv6 ? "ipv6" : "ipv4") }
      if ofFamily.isEmpty, !all.isEmpty { throw notFound(name) }
      for address in ofFamily { found.append(try interface(with: address, among: usable)) }
    }
    return found
  }

  private func addresses(of name: String) throws(MachineFault) -> [IPAddress] {
    let bare = name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
    if let address = IPAddress(bare) ?? IPAddress(abbreviated: bare) { return [address] }
    if let known = host.addresses[name] { return known }
    if name == "localhost" { return InterfaceAddress.loopback.map { IPAddress(bytes: $0.bytes) } }
    guard host.isComplete else { return [] }
    throw notFound(name)
  }

  private func notFound(_ name: String) -> MachineFault {
    MachineFault(parameter: "inet_interfaces", message: "config variable inet_interfaces: host not found: \(name)")
  }

  private func interface(
    with address: IPAddress, among usable: [InterfaceAddress]
  ) throws(MachineFault) -> InterfaceAddress {
    if let known = usable.first(where: { $0.bytes == address.bytes }) { return known }
    guard host.isComplete else { return InterfaceAddress(bytes: address.bytes, prefixLength: address.bytes.count * 8) }
    throw MachineFault(
      parameter: "inet_interfaces",
      message: "parameter inet_interfaces: no local interface found for \(address.text)")
  }
}

/// `inet_interfaces: host not found: X`: a value that does not fit the machine, fatal for every program.
struct MachineFault: Error, Sendable, Equatable {
  let parameter: String
  let message: String
  /// What the program says before it gives up.
  var warning: String?
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
