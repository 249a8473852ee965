internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `mydestination = example.net` and `virtual_mailbox_domains = example.net`: which domains are in which class.
///
/// A domain belongs to the first class that lists it, in this order (ADDRESS_CLASS_README).
package struct AddressClasses: Sendable {
  package enum Class: String, Sendable, CaseIterable {
    case local = "mydestination"
    case virtualAlias = "virtual_alias_domains"
    case virtualMailbox = "virtual_mailbox_domains"
    case relay = "relay_domains"
  }

  /// A class, the setting that lists its domains, and those that could be read.
  package struct Members: Sendable {
    package let addressClass: Class
    package let value: EffectiveValue
    /// Lower case, without the keys of tables that are no domains.
    package let domains: Set<String>
    /// Tables that cannot be read from here: what they list is unknown.
    package let unreadTables: [String]
  }

  package let members: [Members]

  package init(of server: MailServer) {
    guard let postfix = server.postfix else {
      members = []
      return
    }
    let opener = TableOpener(server.tree, version: postfix.version.version)
    members = Class.allCases.compactMap { addressClass in
      server.value(of: addressClass.rawValue, of: .postfix).map { Self.members(addressClass, $0, opener) }
    }
  }

  private static func members(_ addressClass: Class, _ value: EffectiveValue, _ opener: TableOpener) -> Members {
    var domains: Set<String> = []
    var unread: [String] = []
    for word in value.words where !word.hasPrefix("!") {
      guard word.contains(":"), !word.hasPrefix("[") else {
        if !word.hasPrefix("/") { domains.insert(word.lowercased()) } else { unread.append(word) }
        continue
      }
      switch opener.open(Array(word.utf8)).table {
      case .keyed(let table): domains.formUnion(table.pairs.map(\.key.text).filter { !$0.contains("@") })
      default: unread.append(word)
      }
    }
    return Members(addressClass: addressClass, value: value, domains: domains, unreadTables: unread)
  }

  package subscript(addressClass: Class) -> Members? { members.first { $0.addressClass == addressClass } }

  /// Domains that two classes list: the first of them takes the mail, and Postfix logs `do not list domain … in BOTH`.
  ///
  /// Of mydestination and relay_domains it says nothing: below compatibility level 2 one is the default of the other.
  package var overlaps: [(domain: String, first: Members, second: Members)] {
    var found: [(String, Members, Members)] = []
    var taken: Set<String> = []
    for (index, first) in members.enumerated() {
      let own = first.domains.subtracting(taken)
      for second in members[(index + 1)...] where (first.addressClass, second.addressClass) != (.local, .relay) {
        found += own.intersection(second.domains).sorted().map { ($0, first, second) }
      }
      taken.formUnion(own)
    }
    return found
  }
}
