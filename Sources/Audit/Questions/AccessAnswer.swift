internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `check_client_access cidr:/etc/postfix/clients`: whether an access table can say OK, and to whom.
package struct AccessAnswer: Sendable {
  /// Strangers get OK whatever they send.
  package let permitsAnybody: Bool
  /// Some key of the table gets OK; nil where its keys cannot be listed.
  package let permitsSomebody: Bool?

  init(of reference: String, in server: AuditedServer) {
    guard let table = server.open(reference)?.table else {
      (permitsAnybody, permitsSomebody) = (false, nil)
      return
    }
    permitsAnybody = Self.strangers.contains { keys in
      keys.allSatisfy { key in
        if case .found(let value) = table.answer(to: Array(key.utf8)) { Self.isPermit(value) } else { false }
      }
    }
    switch table {
    case .keyed(let keyed): permitsSomebody = keyed.pairs.contains { Self.isPermit($0.value) }
    case .constant(let value): permitsSomebody = Self.isPermit(value)
    default: permitsSomebody = nil
    }
  }

  /// Pairs of keys that have nothing in common: clients, and addresses that nobody has.
  private static let strangers = [
    ["198.51.100.77", "203.0.113.201"], ["2001:db8:77::1", "2001:db8:1:2::3"],
    ["anybody@no-such-domain.invalid", "someone.else@another.test"],
  ]

  /// `OK`, `RELAY`, and anything of digits alone: the result is a permit, whatever its number (3.7.11, run).
  static func isPermit(_ value: [UInt8]) -> Bool {
    let word = value.prefix { !ASCII.isSpace($0) }
    if word.count == value.count, !word.isEmpty, word.allSatisfy(ASCII.isDigit) { return true }
    return ["ok", "relay", "permit"].contains(word.map(ASCII.lowercased).text)
  }
}
