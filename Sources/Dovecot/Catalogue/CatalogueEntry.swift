internal import SourceText

/// `service/*/inet_listener/*/port	IN_PORT	0 …`: one setting of one version.
///
/// Only the type is read when the row is found; the other columns are when they are asked for.
package struct CatalogueEntry: Sendable {
  package let type: SettingType
  private let bytes: [UInt8]
  private let row: Range<Int>
  private let pathEnd: Int

  /// The columns of a row, in the order of the file.
  private enum Column: Int {
    case path, type, rawDefault, values, flags, owner, plugin, nameField, requiredSetting
  }

  init?(_ bytes: [UInt8], row: Range<Int>, pathEnd: Int) {
    let tab = ASCII.tab
    var typeEnd = pathEnd + 1
    while typeEnd < row.upperBound, bytes[typeEnd] != tab { typeEnd += 1 }
    guard let type = SettingType(word: bytes[(pathEnd + 1)..<typeEnd]) else { return nil }
    self.type = type
    self.bytes = bytes
    self.row = row
    self.pathEnd = pathEnd
  }

  private subscript(column: Column) -> ArraySlice<UInt8> {
    let tab = ASCII.tab
    var start = row.lowerBound
    var missing = column.rawValue
    while missing > 0, start < row.upperBound {
      if bytes[start] == tab { missing -= 1 }
      start += 1
    }
    var end = start
    while end < row.upperBound, bytes[end] != tab { end += 1 }
    return bytes[start..<end]
  }

  /// 2.3: the path with `*` for section names. 2.4: the full name.
  package var path: ArraySlice<UInt8> { bytes[row.lowerBound..<pathEnd] }

  /// As the program has it: numbers in bytes, seconds or milliseconds.
  package var rawDefault: ArraySlice<UInt8> { self[.rawDefault] }

  /// The values of a choice, the default first.
  package var choices: [ArraySlice<UInt8>] {
    type == .choice ? self[.values].split(separator: UInt8(ascii: "|")) : []
  }

  /// What the program lays over its own default, as text; nil where it does not.
  package var overridingDefault: ArraySlice<UInt8>? {
    let values = self[.values]
    return type == .choice || values.isEmpty ? nil : values
  }

  package var isHidden: Bool { self[.flags].contains(UInt8(ascii: "h")) }
  /// Debian's packages have another default than upstream.
  package var isDebianDefault: Bool { self[.flags].contains(UInt8(ascii: "d")) }
  /// Nothing at all, which is not the empty text.
  package var hasNoDefault: Bool { self[.flags].contains(UInt8(ascii: "n")) }
  /// The program works the value out when it runs: the default is what it gave where the rows were taken.
  package var isComputed: Bool { self[.flags].contains(UInt8(ascii: "c")) }

  /// The part of the program that reads it (`auth`, `mail`, `login`).
  package var owner: ArraySlice<UInt8> { self[.owner] }
  /// The plugin without which 2.4 does not know the setting.
  package var plugin: ArraySlice<UInt8> { self[.plugin] }
  /// The setting that a block's name fills (`passdb_name`).
  package var nameField: ArraySlice<UInt8> { self[.nameField] }
  /// 2.4: the setting without which the block is refused (`metric_filter`).
  package var requiredSetting: ArraySlice<UInt8> { self[.requiredSetting] }

  /// The last component of the path.
  package var name: ArraySlice<UInt8> {
    let path = path
    return path.lastIndex(of: ASCII.slash).map { path[($0 + 1)...] } ?? path
  }

  /// Whether the value must not be shown: a password, a key, or text that may hold one.
  package var isSecret: Bool { Self.isSecret(name: name) }

  /// `doveadm_password`, `ssl_key`, `auth_policy_hash_nonce`, `connect`: by the endings that doveconf hides, and by
  /// the names of the external files that hold connection strings.
  static func isSecret(name: ArraySlice<UInt8>) -> Bool {
    secretEndings.contains { ending in
      name.count >= ending.count && name.suffix(ending.count).elementsEqual(ending)
    }
  }

  private static let secretEndings = [
    "password", "_pass", "dnpass", "_secret", "_nonce", "ssl_key", "api_key", "connect", "private_key",
  ].map { Array($0.utf8) }
}
