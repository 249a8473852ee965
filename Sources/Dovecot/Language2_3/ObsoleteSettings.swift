internal import SourceText

/// `ssl_cert_file = x` is read as `ssl_cert = <x`: what 2.3 still makes of the names of 2.2 and older.
///
/// Only plain values at the top level or directly in a filter are translated, none with `$` or `<` (2.3.13, 2.3.19).
struct ObsoleteSettings {
  /// An assignment that the daemon makes in place of the one written.
  struct Replacement: Equatable {
    /// `service/imap-login/`, or empty for the place where the old name stands.
    let section: String
    let name: String
    let value: [UInt8]
    var isFile = false
    /// Also where the old name stands in a filter, it goes into that filter, or into the global settings.
    var isOfFilter: Bool?
    /// Made only where the section is there already: the listener of ManageSieve has another name by now.
    var needsSection: Bool { section == "service/managesieve-login/inet_listener/managesieve/" }
  }

  private(set) var replacements: [Replacement] = []
  /// In the daemon's words, without `Obsolete setting in …`.
  private(set) var notes: [String] = []
  /// Why the daemon drops the line, where it does so with an error.
  private(set) var failure: String?

  private let name: String
  private let text: String
  private let facts: FilterFacts

  private var value: [UInt8] { Array(text.utf8) }

  /// Nil where the name means what it says.
  init?(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, in facts: FilterFacts) {
    guard Self.names.contains(Array(name)) || name.starts(with: Self.cacheCompress) else { return nil }
    self.name = name.text
    text = value.text
    self.facts = facts
    guard translateService() || translateRoot() else { return nil }
  }

  private static let cacheCompress = Array("mail_cache_compress_".utf8)

  /// Every name that may be translated; a quick look for the many that are not.
  private static let names: Set<[UInt8]> = Set(
    [
      "protocols", "ssl_cert_file", "ssl_key_file", "ssl_ca_file", "ssl_disable", "ssl_parameters_regenerate",
      "ssl_dh_parameters_length", "ssl_protocols", "sieve", "sieve_storage", "fsync_disable", "dbox_rotate_size",
      "imap_client_workarounds", "login_dir", "dbox_rotate_min_size", "dbox_rotate_days", "director_consistent_hashing",
      "mail_log_max_lines_per_sec", "maildir_copy_preserve_filename", "ssl_listen", "listen", "auth_cache_size",
      "auth_count",
    ].map { Array($0.utf8) } + serviceNames.keys.map { Array($0.utf8) })

  // MARK: - Services

  private enum Services { case login, mail, auth }

  /// What became settings of services.
  private static let serviceNames: [String: (services: Services, name: String)] = [
    "login_chroot": (.login, "chroot"), "login_user": (.login, "user"), "login_executable": (.login, "executable"),
    "login_process_size": (.login, "vsz_limit"), "login_process_per_connection": (.login, "service_count"),
    "login_processes_count": (.login, "process_min_avail"), "login_max_processes_count": (.login, "process_limit"),
    "login_max_connections": (.login, "client_limit"), "max_mail_processes": (.mail, "process_limit"),
    "mail_executable": (.mail, "executable"), "mail_process_size": (.mail, "vsz_limit"),
    "mail_drop_priv_before_exec": (.mail, "drop_priv_before_exec"), "auth_executable": (.auth, "executable"),
    "auth_process_size": (.auth, "vsz_limit"), "auth_user": (.auth, "user"), "auth_chroot": (.auth, "chroot"),
  ]

  private mutating func translateService() -> Bool {
    if name == "ssl_listen" || name == "listen" { return translateListen() }
    if name == "auth_cache_size", let size = UInt64(text), (1..<1024).contains(size) {
      notes.append("auth_cache_size value no longer defaults to megabytes. Use \(text)M")
      replacements.append(Replacement(section: "", name: name, value: Array("\(text)M".utf8), isOfFilter: false))
      return true
    }
    if name == "auth_count" {
      notes.append(
        text == "count" ? "auth_count has been removed" : "auth_count has been removed, and its value must be 1")
      return true
    }
    guard let (services, new) = Self.serviceNames[name] else { return false }
    let value = serviceValue()
    if services == .auth {
      notes.append("\(name) has been replaced by service auth { \(new) }")
      replacements.append(Replacement(section: "service/auth/", name: new, value: value))
      return true
    }
    notes.append("\(name) has been replaced by service { \(new) }")
    let suffix = services == .login ? "-login" : ""
    for (service, protocolName) in [("imap", "imap"), ("pop3", "pop3"), ("managesieve", "sieve")]
    where covers(protocolName) {
      replacements.append(Replacement(section: "service/\(service)\(suffix)/", name: new, value: value))
    }
    return true
  }

  private func serviceValue() -> [UInt8] {
    switch name {
    case "login_chroot": Array((text == "no" ? "" : "login").utf8)
    case "login_process_per_connection": Array((text == "no" ? "0" : "1").utf8)
    case "login_process_size", "mail_process_size", "auth_process_size": Array("\(text) M".utf8)
    default: value
    }
  }

  /// Whether the filter that the line stands in lets a protocol through.
  private func covers(_ protocolName: String) -> Bool {
    guard facts.local == nil, facts.remote == nil, facts.localName == nil else { return false }
    guard let own = facts.protocolName else { return true }
    return own.first == "!" ? own.dropFirst() != protocolName : own == protocolName
  }

  private mutating func translateListen() -> Bool {
    let isTLS = name == "ssl_listen"
    let isGlobal = facts.isEmpty
    let hasPort = Self.hasPort(text)
    guard isTLS || hasPort || !isGlobal else { return false }
    if text.isEmpty { return true }
    var address = text
    if hasPort, let colon = text.lastIndex(of: ":") {
      notes.append("\(name)=..:port has been replaced by service { inet_listener { port } }")
      address = String(text[..<colon])
      replaceListeners("port", String(text[text.index(after: colon)...]), isTLS)
    }
    if isGlobal, !isTLS {
      replacements.append(Replacement(section: "", name: name, value: Array(address.utf8)))
    } else {
      notes.append("protocol { \(name) } has been replaced by service { inet_listener { address } }")
      replaceListeners("address", address, isTLS)
    }
    return true
  }

  private mutating func replaceListeners(_ setting: String, _ value: String, _ isTLS: Bool) {
    let suffix = isTLS ? "s" : ""
    for (service, listener, protocolName) in [
      ("imap-login", "imap\(suffix)", "imap"), ("pop3-login", "pop3\(suffix)", "pop3"),
      ("managesieve-login", "managesieve", "sieve"),
    ] where covers(protocolName) && (!isTLS || protocolName != "sieve") {
      replacements.append(
        Replacement(section: "service/\(service)/inet_listener/\(listener)/", name: setting, value: Array(value.utf8)))
    }
  }

  private static func hasPort(_ text: String) -> Bool {
    guard text.contains(":") else { return false }
    return text.split(whereSeparator: { $0 == "," || $0 == " " }).contains { address in
      !["*", "::", "[::]"].contains(address) && IPAddress(maybeBracketed: address) == nil
    }
  }

  // MARK: - Everything else

  private mutating func translateRoot() -> Bool {
    switch name {
    case "protocols": translateProtocols()
    case "ssl_cert_file", "ssl_key_file", "ssl_ca_file": translateFile()
    case "ssl_disable": rename(to: "ssl", [("yes", "no"), ("no", "yes")])
    case "fsync_disable": rename(to: "mail_fsync", [("yes", "never"), ("no", "optimized")])
    case "dbox_rotate_size": rename(to: "mdbox_rotate_size", [])
    case "ssl_parameters_regenerate", "ssl_dh_parameters_length": notes.append("\(name) is no longer needed")
    case "ssl_protocols": translateTLSVersions()
    case "sieve", "sieve_storage":
      notes.append(
        name == "sieve"
          ? "sieve has been moved into plugin {} section" : "sieve_storage has been moved into plugin { sieve_dir }")
      replacements.append(Replacement(section: "plugin/", name: name, value: value))
    case "imap_client_workarounds": translateWorkarounds()
    case "listen", "ssl_listen", "auth_cache_size": return false
    case let old where old.hasPrefix("mail_cache_compress_"): rename(to: "mail_cache_purge_\(old.dropFirst(20))", [])
    default: notes.append("\(name) has been removed")
    }
    return true
  }

  private mutating func rename(to new: String, _ values: [(String, String)]) {
    notes.append("\(name) has been renamed to \(new)")
    let translated = values.first { $0.0 == text.lowercased() }?.1 ?? text
    replacements.append(Replacement(section: "", name: new, value: Array(translated.utf8)))
  }

  private mutating func translateFile() {
    guard !text.isEmpty else { return }
    let new = String(name.dropLast(5))
    notes.append("\(name) has been replaced by \(new) = <file")
    replacements.append(Replacement(section: "", name: new, value: value, isFile: true))
  }

  private mutating func translateProtocols() {
    var words = text.split(separator: " ").map(String.init)
    let had = Set(words)
    words = words.filter { $0 != "imaps" && $0 != "pop3s" }.map { $0 == "managesieve" ? "sieve" : $0 }
    if had.contains("managesieve") { notes.append("protocols=managesieve has been renamed to protocols=sieve") }
    for plain in ["imap", "pop3"] where had.contains(plain + "s") {
      if had.contains(plain) {
        notes.append("'\(plain)s' protocol is no longer necessary, remove it")
      } else {
        notes.append(
          "'\(plain)s' protocol can no longer be specified (use protocols=\(plain)). to disable non-ssl \(plain), use "
            + "service \(plain)-login { inet_listener \(plain) { port=0 } }")
        words.append(plain)
        replacements.append(
          Replacement(
            section: "service/\(plain)-login/inet_listener/\(plain)/", name: "port", value: [ASCII.zero],
            isOfFilter: true))
      }
    }
    replacements.append(Replacement(section: "", name: name, value: Array(words.joined(separator: " ").utf8)))
  }

  private mutating func translateWorkarounds() {
    let dropped = [
      "outlook-idle": "is no longer necessary", "netscape-eoh": "is no longer supported",
    ]
    // An empty word stays where one is dropped, and gives a second blank.
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map { word -> String in
      guard let why = dropped[String(word)] else { return String(word) }
      notes.append("imap_client_workarounds=\(word) \(why)")
      return ""
    }
    replacements.append(Replacement(section: "", name: name, value: Array(words.joined(separator: " ").utf8)))
  }

  /// The lowest version that is enabled; a word that is not known makes the daemon drop the whole line.
  private mutating func translateTLSVersions() {
    notes.append("ssl_protocols has been replaced by ssl_min_protocol")
    let versions = ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"]
    var enabled: Set<String> = []
    var disabled: Set<String> = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      let version = String(word.first == "!" ? word.dropFirst() : word)
      guard versions.contains(version) else {
        fail("Unrecognized protocol '\(version)'")
        return
      }
      if word.first == "!" { disabled.insert(version) } else { enabled.insert(version) }
    }
    let lowest = versions.first { enabled.isEmpty ? !disabled.contains($0) : enabled.contains($0) }
    guard let lowest else { return fail("All protocols disabled") }
    replacements.append(Replacement(section: "", name: "ssl_min_protocol", value: Array(lowest.utf8)))
  }

  private mutating func fail(_ why: String) {
    failure = "Could not find a minimum ssl_min_protocol setting from ssl_protocols = \(text): \(why)"
  }
}
