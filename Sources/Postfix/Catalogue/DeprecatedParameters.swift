package import SettingsGraph
internal import SourceText

/// `smtpd_use_tls⇥3.9⇥specify "smtpd_tls_security_level"`: names about whose end postconf warns, since which version.
package struct DeprecatedParameters: Sendable {
  private let table = EmbeddedTable(.deprecated)
  private let version: ProgramVersion

  package init(for version: ProgramVersion) { self.version = version }

  /// What to do instead, in postconf's words; nil where this version does not warn.
  package func advice(on name: some Collection<UInt8>) -> String? {
    guard let row = table.find(name).map(table.row), row.count == 3,
      let since = ProgramVersion(row[1].text), since <= version
    else { return nil }
    return row[2].text
  }
}
