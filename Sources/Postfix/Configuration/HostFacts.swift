package import ServerTree
package import SourceText

/// What Postfix asks the machine for: its host name, its interfaces, the addresses of names.
///
/// They decide `myhostname`, `mydomain` and `mynetworks` where main.cf is silent. For a copy of a server the caller
/// may know them; otherwise the copy's own files are asked, and only the loopback interface is assumed.
package struct HostFacts: Sendable, Equatable {
  package let hostName: String
  package let interfaces: [InterfaceAddress]
  /// The addresses of host names, as /etc/hosts gives them.
  package let addresses: [String: [IPAddress]]
  /// Whether that is all there is: then a name without address, or an address without interface, is an error.
  package let isComplete: Bool
  /// `$process_id`, which only `postconf -x` and debugger commands show.
  package let processID: Int

  package init(
    hostName: String, interfaces: [InterfaceAddress] = InterfaceAddress.loopback,
    addresses: [String: [IPAddress]] = [:], isComplete: Bool = false, processID: Int = 1
  ) {
    self.hostName = hostName
    self.interfaces = interfaces
    self.addresses = addresses
    self.isComplete = isComplete
    self.processID = processID
  }

  /// The host name of a tree: /etc/hostname, which is what `gethostname` gives, or /etc/mailname, or `localhost`.
  package init(of tree: ServerTree) {
    let names = ["/etc/hostname", "/etc/mailname"].lazy.compactMap { path -> String? in
      guard let file = try? tree.read(TreePath(path)) else { return nil }
      let lines = file.bytes.split(separator: ASCII.lineFeed).map { $0.trimmingSpace() }
      return lines.first { !$0.isEmpty && $0.first != ASCII.hash }?.text
    }
    self.init(hostName: names.first ?? "localhost")
  }
}

/// `192.0.2.2/24`, one address of an interface with the length of its network mask.
package struct InterfaceAddress: Sendable, Equatable {
  /// Four bytes or sixteen, in network order.
  package let bytes: [UInt8]
  package let prefixLength: Int

  package init(bytes: [UInt8], prefixLength: Int) {
    self.bytes = bytes
    self.prefixLength = prefixLength
  }

  package var isIPv6: Bool { bytes.count == 16 }

  package var isLoopback: Bool {
    isIPv6 ? bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 : bytes.first == 127
  }

  package static let loopback = [
    InterfaceAddress(bytes: [127, 0, 0, 1], prefixLength: 8),
    InterfaceAddress(bytes: Array(repeating: 0, count: 15) + [1], prefixLength: 128),
  ]
}
