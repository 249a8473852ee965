package import SettingsGraph
internal import SourceText

/// `ldap⇥bind_pw⇥…`: the settings of a database client, in its own file, or in main.cf behind a prefix
/// (`virtual_alias_maps = ldap:accounts` makes `accounts_bind_pw` a parameter).
package struct DatabaseClientSettings: Sendable {
  private let suffixes: [String: [(name: ArraySlice<UInt8>, isSecret: Bool)]]

  package init(for version: ProgramVersion) {
    let table = EmbeddedTable(.legacySuffixes)
    var suffixes: [String: [(name: ArraySlice<UInt8>, isSecret: Bool)]] = [:]
    for index in 0..<table.count {
      let row = table.row(index)
      guard row.count == 4, let since = ProgramVersion(row[2].text), since <= version else { continue }
      suffixes[row[0].text, default: []].append((row[1], row[3].elementsEqual("secret".utf8)))
    }
    self.suffixes = suffixes
  }

  /// The setting names of a table type, or nil where it is no database client.
  package func names(of type: String) -> [ArraySlice<UInt8>]? { suffixes[type]?.map(\.name) }

  /// Whether `name` ends like a setting that holds a password: `accounts_bind_pw`, `virtual_password`.
  package static func mayHoldSecret(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.last == UInt8(ascii: "w") || name.last == UInt8(ascii: "d") else { return false }
    return ["_bind_pw", "_password", "_dbpassword"].contains { suffix in
      name.count > suffix.utf8.count && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
  }
}
