internal import SettingsGraph
internal import SourceText

extension DovecotConfiguration {
  /// `disable_plaintext_auth = no` in a tree of 2.4, `auth_mechanism = plain`: lines whose name this version does not
  /// know, and which are about the setting that was asked about.
  func misnamed(_ path: String, _ search: MentionSearch) -> [UnreadMention] {
    let asked = path.utf8.split(separator: ASCII.slash).last.map(Array.init) ?? []
    let knowledge = VersionKnowledge(version: version.version)
    return unknownNames.compactMap { diagnostic, name in
      let written = Array(search.files.bytes(of: name))
      let renamed = RenamedSettings.current(of: written, in: version.version)
      let isMeant =
        written == asked
        || renamed.map { $0 == asked.text }
          ?? (knowledge.suggestions(for: written).first == asked.text)
      let meant = renamed ?? knowledge.suggestions(for: written).first
      return isMeant ? mention(name, diagnostic, written, meant, search) : nil
    }
  }

  /// What is told of assignments that the daemon refuses, and the spans of their names.
  private var unknownNames: [(Diagnostic, SourceSpan)] {
    diagnostics.prefix(Self.maximumDiagnostics).compactMap { diagnostic in
      guard diagnostic.code == "dovecot.unknown-setting", case .span(let span) = diagnostic.place else { return nil }
      return (diagnostic, span)
    }
  }

  private static let maximumDiagnostics = 500

  private func mention(
    _ name: SourceSpan, _ diagnostic: Diagnostic, _ written: [UInt8], _ meant: String?, _ search: MentionSearch
  ) -> UnreadMention? {
    let files = search.files
    let line = files[name.file].lines.range(ofLine: files.line(of: name))
    let own = MentionSearch(names: [written], rules: search.rules, files: files)
    let text = files[name.file].bytes[Int(name.lower)..<line.upperBound]
    guard let found = own.assignment(in: text, of: name.file) else { return nil }
    let known = RenamedSettings.current(of: written, in: version.version) != nil
    let keepsValue = RenamedSettings.keepsValue(written) || meant.map { RenamedSettings.keepsValue($0.utf8) } ?? false
    let translated = known && !keepsValue ? translation(of: written, found, name, files) : nil
    let remedy =
      translated?.remedy
      ?? meant.map { meant in
        Remedy(
          "Write \(meant) instead.", at: name,
          known && !keepsValue ? .none : .replace(name, with: Array(meant.utf8)))
      }
    if VersionKnowledge(version: version.version).isKnown(written) {
      return UnreadMention(
        span: found.span, value: found.value, reason: .unknownName, explanation: diagnostic.message,
        remedy: Remedy(diagnostic.nextStep, at: name))
    }
    guard known, let meant else {
      return UnreadMention(
        span: found.span, value: found.value, reason: .unknownName,
        explanation: "Dovecot \(version.version) knows no \(written.text)."
          + VersionKnowledge(version: version.version).sentence(about: written[...])
          + (meant.map { " \($0) is near." } ?? ""),
        remedy: remedy ?? Remedy("Correct the name, or remove the line.", at: name))
    }
    return UnreadMention(
      span: found.span, value: found.value, reason: .obsoleteName(new: meant),
      explanation:
        "\(written.text) is a name of Dovecot \(is2_4 ? "2.3" : "2.4"). In \(is2_4 ? "2.4" : "2.3") it is \(meant)\(keepsValue ? "" : ", and its value is written otherwise").",
      remedy: remedy, meaning: translated?.meaning)
  }

  /// The whole assignment as this version writes it, and the value that it gives the setting of the new name.
  private func translation(
    of written: [UInt8], _ found: MentionSearch.Found, _ name: SourceSpan, _ files: SourceFiles
  ) -> (remedy: Remedy, meaning: [UInt8])? {
    let value = files.bytes(of: found.value)
    let bare = value.count > 1 && value.first == ASCII.doubleQuote && value.last == ASCII.doubleQuote
    let text = (bare ? value.dropFirst().dropLast() : value).text
    guard let translated = TranslatedSetting(written.text, text, to: version.version),
      let first = translated.assignments.first
    else { return nil }
    let line = files[name.file].lines.range(ofLine: files.line(of: name))
    let indent = files[name.file].bytes[line.lowerBound..<Int(name.lower)].prefix(while: ASCII.isBlank).text
    let words = translated.assignments.map { "`\($0.name) = \($0.value)`" }.joined(separator: " and ")
    return (
      Remedy(
        "Write \(words) here.", at: found.span,
        .replace(found.span, with: Array(translated.text(indent: indent).utf8))), Array(first.value.utf8)
    )
  }
}

/// `disable_plaintext_auth` of 2.3 is `auth_allow_cleartext` in 2.4: settings of one value that only have another name,
/// or another name and another way of writing the value.
enum RenamedSettings {
  /// The name that `version` has for one of the other line.
  static func current(of name: some Collection<UInt8>, in version: ProgramVersion) -> String? {
    let name = String(decoding: name, as: UTF8.self)
    return version >= ProgramVersion(2, 4) ? table[name] : table.first { $0.value == name }?.key
  }

  /// Whether the value is written alike under both names.
  static func keepsValue(_ name: some Collection<UInt8>) -> Bool {
    sameValue.contains(String(decoding: name, as: UTF8.self))
  }

  static let sameValue: Set<String> = [
    "auth_default_realm", "ssl_key_password", "ssl_verify_client_cert", "ssl_require_crl",
    "ssl_cert_username_field", "mail_attachment_dir", "mail_attachment_hash", "mail_attachment_min_size",
    "default_idle_kill", "idle_kill", "quota_max_mail_size", "mechanisms", "default_pass_scheme",
  ]

  /// Names of `plugin { … }` and of the files of databases, which 2.3 takes as they come.
  static let ofPluginsAndDatabases: Set<String> = [
    "quota_max_mail_size", "quota_grace", "quota_rule", "password_query", "user_query", "default_pass_scheme",
  ]

  static let table = [
    "disable_plaintext_auth": "auth_allow_cleartext", "auth_default_realm": "auth_default_domain",
    "ssl_cert": "ssl_server_cert_file", "ssl_key": "ssl_server_key_file",
    "ssl_key_password": "ssl_server_key_password", "ssl_alt_cert": "ssl_server_alt_cert_file",
    "ssl_alt_key": "ssl_server_alt_key_file", "ssl_ca": "ssl_server_ca_file",
    "ssl_client_cert": "ssl_client_cert_file", "ssl_client_key": "ssl_client_key_file",
    "ssl_dh": "ssl_server_dh_file", "ssl_verify_client_cert": "ssl_server_request_client_cert",
    "ssl_require_crl": "ssl_server_require_crl", "ssl_cert_username_field": "ssl_server_cert_username_field",
    "ssl_prefer_server_ciphers": "ssl_server_prefer_ciphers", "mail_location": "mail_path",
    "mail_attachment_dir": "mail_ext_attachment_path", "mail_attachment_hash": "mail_ext_attachment_hash",
    "mail_attachment_min_size": "mail_ext_attachment_min_size", "default_idle_kill": "default_idle_kill_interval",
    "service_count": "service_restart_request_count", "idle_kill": "service_idle_kill_interval",
    "verbose_ssl": "log_debug",
    "quota_max_mail_size": "quota_mail_size", "quota_grace": "quota_storage_grace", "quota_rule": "quota_storage_size",
    "mechanisms": "passdb_mechanisms_filter", "password_query": "passdb_sql_query", "user_query": "userdb_sql_query",
    "default_pass_scheme": "passdb_default_password_scheme",
  ]
}
