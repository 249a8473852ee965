internal import SettingsGraph
internal import SourceText

/// `disable_plaintext_auth = no` of 2.3 is `auth_allow_cleartext = yes` in 2.4: a setting of the other line of Dovecot
/// whose value is written otherwise there.
///
/// What depends on more than the value itself (`mail_location` with options, a file in `ssl_ca` that is a `$variable`)
/// is left to a person.
struct TranslatedSetting: Equatable {
  /// The assignments that stand for the old one; the first has the new name of the table.
  let assignments: [(name: String, value: String)]

  static func == (a: Self, b: Self) -> Bool { a.assignments.elementsEqual(b.assignments) { $0 == $1 } }

  /// The lines, each behind the first with the white space `indent` before it.
  func text(indent: String) -> String {
    assignments.map { "\($0.name) = \($0.value)" }.joined(separator: "\n\(indent)")
  }

  /// - Parameters:
  ///   - name: as written, a name of the other line.
  ///   - value: as written, without quotes.
  init?(_ name: String, _ value: String, to version: ProgramVersion) {
    let isNew = version >= ProgramVersion(2, 4)
    guard let current = RenamedSettings.current(of: name.utf8, in: version), !value.contains("$"),
      let found = isNew ? Self.to2_4(name, current, value) : Self.to2_3(name, current, value)
    else { return nil }
    assignments = found
  }

  /// Settings of 2.3 that take a file's content (`</path`), where 2.4 takes its path.
  private static let files: Set<String> = [
    "ssl_cert", "ssl_key", "ssl_alt_cert", "ssl_alt_key", "ssl_ca", "ssl_client_cert", "ssl_client_key", "ssl_dh",
  ]

  private static func to2_4(_ name: String, _ current: String, _ value: String) -> [(name: String, value: String)]? {
    if files.contains(name) {
      let path = value.dropFirst().drop { $0 == " " || $0 == "\t" }
      return value.hasPrefix("<") && path.hasPrefix("/") ? [(current, String(path))] : nil
    }
    switch name {
    case "disable_plaintext_auth": return opposite(value).map { [(current, $0)] }
    case "ssl_prefer_server_ciphers": return isYes(value).map { [(current, $0 ? "server" : "client")] }
    case "verbose_ssl": return isYes(value).flatMap { $0 ? [(current, "category=ssl")] : nil }
    case "mail_location": return location(value, current)
    default: return nil
    }
  }

  private static func to2_3(_ name: String, _ current: String, _ value: String) -> [(name: String, value: String)]? {
    if files.contains(current) { return value.hasPrefix("/") ? [(current, "<\(value)")] : nil }
    switch current {
    case "disable_plaintext_auth": return opposite(value).map { [(current, $0)] }
    case "ssl_prefer_server_ciphers":
      return ["server": "yes", "client": "no"][value].map { [(current, $0)] }
    default: return nil
    }
  }

  private static func isYes(_ value: String) -> Bool? {
    switch value.lowercased() {
    case "yes": true
    case "no": false
    default: nil
    }
  }

  private static func opposite(_ value: String) -> String? { isYes(value).map { $0 ? "no" : "yes" } }

  /// `maildir:~/Maildir`; with options behind another colon there are more settings than two.
  private static func location(_ value: String, _ current: String) -> [(name: String, value: String)]? {
    let parts = value.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, ["maildir", "mbox", "sdbox", "mdbox"].contains(parts[0]), !parts[1].isEmpty,
      let path = longVariables(parts[1])
    else { return nil }
    return [(current, path), ("mail_driver", String(parts[0]))]
  }

  /// `%u` of 2.3 is `%{user}` in 2.4; letters with a meaning of their own in 2.3 (`%Lu`, `%4n`) are not translated.
  private static func longVariables(_ path: Substring) -> String? {
    var result = ""
    var rest = path
    while let character = rest.popFirst() {
      guard character == "%" else {
        result.append(character)
        continue
      }
      guard let letter = rest.popFirst(), let long = variables[letter] else { return nil }
      result += long
    }
    return result
  }

  private static let variables: [Character: String] = [
    "%": "%%", "u": "%{user}", "n": "%{user | username}", "d": "%{user | domain}", "h": "%{home}",
  ]
}
