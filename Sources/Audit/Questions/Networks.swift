internal import Dovecot
package import MailServer
internal import SourceText

/// `127.0.0.0/8 [::1]/128 10.0.0.0/8`: the networks in a match list of Postfix, taken apart.
package struct TrustedNetworks: Sendable {
  package struct Member: Sendable {
    package let text: String
    let network: Network

    /// So many strangers are in it that it cannot be meant: the whole Internet, or a public prefix of many owners.
    package var isTooWide: Bool {
      let address = network.address
      if network.bits == 0 { return true }
      if address.isLoopback || address.isPrivate || isSharedAddressSpace { return false }
      return network.bits < (address.isIPv4 ? 24 : 48)
    }

    package var isEverybody: Bool { network.bits == 0 }

    /// 100.64.0.0/10, carrier-grade NAT: not public, and often a container's or VPN's.
    private var isSharedAddressSpace: Bool {
      network.address.isIPv4 && network.address.bytes[0] == 100 && network.address.bytes[1] & 0xC0 == 64
        && network.bits >= 10
    }
  }

  /// Without those that a `!` takes out, and without names, tables and files.
  package let members: [Member]

  package init(_ value: EffectiveValue) {
    members = value.words.filter { !$0.hasPrefix("!") }.compactMap { word in
      Self.network(word).map { Member(text: word, network: $0) }
    }
  }

  /// `[2001:db8::]/32` is Postfix' way to write an IPv6 network.
  private static func network(_ word: String) -> Network? {
    Network(word.filter { $0 != "[" && $0 != "]" })
  }
}
