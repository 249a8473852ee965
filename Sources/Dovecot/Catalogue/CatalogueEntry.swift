internal import SourceText

/// `service/*/inet_listener/*/port	IN_PORT	0 …`: one setting of one version.
package struct CatalogueEntry: Sendable {
  /// 2.3: the path with `*` for section names. 2.4: the full name.
  package let path: ArraySlice<UInt8>
  package let type: SettingType
  /// As the program has it: numbers in bytes, seconds or milliseconds.
  package let rawDefault: ArraySlice<UInt8>
  /// The values of a choice, the default first.
  package let choices: [ArraySlice<UInt8>]
  /// What the program lays over its own default, as text; nil where it does not.
  package let overridingDefault: ArraySlice<UInt8>?
  package let isHidden: Bool
  /// Debian's packages have another default than upstream.
  package let isDebianDefault: Bool
  /// Nothing at all, which is not the empty text.
  package let hasNoDefault: Bool
  /// The program works the value out when it runs: `default` is what it gave where the rows were taken.
  package let isComputed: Bool
  /// The part of the program that reads it (`auth`, `mail`, `login`).
  package let owner: ArraySlice<UInt8>
  /// The plugin without which 2.4 does not know the setting.
  package let plugin: ArraySlice<UInt8>
  /// 2.4: the setting that a block's name fills (`passdb_name`).
  package let nameField: ArraySlice<UInt8>
  /// 2.4: the setting without which the block is refused (`metric_filter`).
  package let requiredSetting: ArraySlice<UInt8>

  init?(row: ArraySlice<UInt8>) {
    let columns = row.split(separator: ASCII.tab, omittingEmptySubsequences: false)
    guard columns.count == 9, let type = SettingType(word: columns[1]) else { return nil }
    path = columns[0]
    self.type = type
    rawDefault = columns[2]
    choices = type == .choice ? columns[3].split(separator: UInt8(ascii: "|")) : []
    overridingDefault = type == .choice || columns[3].isEmpty ? nil : columns[3]
    isHidden = columns[4].contains(UInt8(ascii: "h"))
    isDebianDefault = columns[4].contains(UInt8(ascii: "d"))
    hasNoDefault = columns[4].contains(UInt8(ascii: "n"))
    isComputed = columns[4].contains(UInt8(ascii: "c"))
    owner = columns[5]
    plugin = columns[6]
    nameField = columns[7]
    requiredSetting = columns[8]
  }

  /// The last component of the path.
  package var name: ArraySlice<UInt8> {
    path.lastIndex(of: ASCII.slash).map { path[($0 + 1)...] } ?? path
  }

  /// Whether the value must not be shown: a password, a key, or text that may hold one.
  package var isSecret: Bool { Self.isSecret(name: name) }

  /// `doveadm_password`, `ssl_key`, `auth_policy_hash_nonce`, `connect`: by the endings that doveconf hides, and by
  /// the names of the external files that hold connection strings.
  static func isSecret(name: ArraySlice<UInt8>) -> Bool {
    secretEndings.contains { ending in
      name.count >= ending.utf8.count && name.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
  }

  private static let secretEndings = [
    "password", "_pass", "dnpass", "_secret", "_nonce", "ssl_key", "api_key", "connect", "private_key",
  ]
}
