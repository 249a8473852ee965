internal import SettingsGraph
internal import SourceText

/// `plugin { quota = … }` without the plugin, `imap_…` in `protocol pop3`: whether any process reads the value at all.
struct ReaderTruth {
  private let truth: DerivedTruth
  private let name: String
  private let resolution: Resolution

  init(_ truth: DerivedTruth, _ name: String, _ resolution: Resolution) {
    self.truth = truth
    self.name = name
    self.resolution = resolution
  }

  private var question: DovecotConfiguration.Question { truth.question }
  private var protocols: (text: String, span: SourceSpan?) { question.value(of: "protocols") }

  /// The protocol whose block the winner stands in.
  private var protocolOfBlock: String? {
    guard let winner = resolution.winner else { return nil }
    return question.graph.conditions(of: question.graph[winner].scope).first { $0.word == "protocol" }?.name
  }

  private var isWritten: Bool { resolution.winner.map { question.graph[$0].origin.span != nil } ?? false }

  var implications: [Implication] {
    guard isWritten else { return [] }
    let reader = Self.readingProtocol(of: name)
    if let block = protocolOfBlock, let reader, !block.hasPrefix("!"), block != reader {
      return [
        Implication(
          "Only \(reader) reads \(name), and the line stands in protocol \(block): nothing reads it.",
          span: resolution.winner.flatMap { question.graph[$0].origin.span }, makesMoot: true,
          remedy: Remedy("Move the line into protocol \(reader), or out of all blocks.", at: nil))
      ]
    }
    return ofDisabledProtocol(protocolOfBlock ?? reader) + ofMissingPlugin
  }

  // MARK: - Protocols

  /// `imap_capability` is for imap alone. `lda_` settings are read by lmtp too, and are not among these.
  static func readingProtocol(of name: String) -> String? {
    let prefixes = [
      "imap_": "imap", "pop3_": "pop3", "lmtp_": "lmtp", "managesieve_": "sieve", "submission_": "submission",
    ]
    guard name != "submission_host", let underscore = name.firstIndex(of: "_") else { return nil }
    return prefixes[String(name[...underscore])]
  }

  private func ofDisabledProtocol(_ needed: String?) -> [Implication] {
    guard let needed, ["imap", "pop3", "lmtp", "sieve", "submission"].contains(needed) else { return [] }
    let protocols = protocols
    guard !truth.words(protocols.text).contains(where: { $0 == needed }) else { return [] }
    let list = truth.words(protocols.text)
    let state = list.isEmpty ? "is empty" : "= \(list.joined(separator: " "))"
    return [
      Implication(
        "protocols \(state), so no process of \(needed) runs that would read it.", span: protocols.span,
        makesMoot: true, remedy: DerivedTruth.enabling(needed, protocols))
    ]
  }

  // MARK: - Plugins

  private var ofMissingPlugin: [Implication] {
    guard let plugin = PluginOfSetting.name(of: name, is2_4: truth.configuration.is2_4) else { return [] }
    let lists = question.graph.find(.dovecot, "mail_plugins".utf8).map { question.graph.assignments(of: $0) } ?? []
    let isLoaded = lists.contains { list in
      let words = truth.words(question.graph[list].value.revealed(in: question.files).text)
      return words.contains { plugin.names.contains(String($0)) }
    }
    guard !isLoaded else { return [] }
    let own = question.value(of: "mail_plugins")
    let wanted = (truth.words(own.text).map(String.init) + [plugin.names[0]]).joined(separator: " ")
    return [
      Implication(
        "No mail_plugins loads the plugin \(plugin.names[0]), and only that reads \(name).", span: own.span,
        makesMoot: true, remedy: .set("mail_plugins", to: wanted, at: own.span))
    ]
  }
}

/// Which plugin reads a setting: `plugin { quota_rule = … }` in 2.3, `quota_storage_size` in 2.4.
struct PluginOfSetting {
  /// Any of these; the first is the one to load.
  let names: [String]

  /// Nil where the setting belongs to no plugin, or to one that is not known here.
  static func name(of setting: String, is2_4: Bool) -> PluginOfSetting? {
    let free: Substring
    if is2_4 {
      free = setting[...]
    } else {
      guard setting.hasPrefix("plugin/") else { return nil }
      free = setting.dropFirst("plugin/".count)
    }
    // The longest prefix counts: `quota_clone_dict` is not quota's.
    let found = table.filter { free == $0.prefix || free.hasPrefix($0.prefix + "_") || free.hasPrefix($0.prefix + "/") }
    let nearest = found.max { $0.prefix.count < $1.prefix.count }
    return nearest.flatMap { $0.plugins.isEmpty ? nil : PluginOfSetting(names: $0.plugins) }
  }

  private static let table: [(prefix: String, plugins: [String])] = [
    ("quota", ["quota"]), ("quota_clone", ["quota_clone"]), ("acl", ["acl"]), ("fts", ["fts"]), ("trash", ["trash"]),
    // lda's own, and lmtp's; mail_log_prefix belongs to the log.
    ("quota_full_tempfail", []),
    ("mail_log_events", ["mail_log"]), ("mail_log_fields", ["mail_log"]), ("mail_log_cached_only", ["mail_log"]),
    ("lazy_expunge", ["lazy_expunge"]), ("zlib", ["zlib"]), ("welcome", ["welcome"]),
    ("mail_crypt", ["mail_crypt"]), ("crypt", ["mail_crypt"]), ("crypt_acl", ["mail_crypt_acl"]),
    ("notify_status", ["notify_status"]), ("last_login", ["last_login"]),
    ("imapsieve", ["imap_sieve"]), ("push_notification", ["push_notification"]), ("virtual", ["virtual"]),
    ("charset_aliases", ["charset_alias"]), ("mail_replica", ["replication"]),
  ]
}
