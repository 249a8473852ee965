internal import SettingsGraph
internal import SourceText

/// What the plugins of 2.4 look at.
extension StructCheck {
  static let plugins2_4: [StructCheck] = [
    .notZero("fts", "fts_search_timeout"),
    StructCheck("fts", ["fts_message_max_size"]) {
      $0.version >= ProgramVersion(2, 4, 2) && $0.number("fts_message_max_size") == 0
        ? "message_max_size must not be 0" : nil
    },
    StructCheck("fts", ["fts_decoder_driver", "fts_decoder_script_socket_path"], .combination) {
      $0.text("fts_decoder_driver") == "script" && $0.text("fts_decoder_script_socket_path").isEmpty
        ? "decoder_script_socket_path is required when fts_decoder_driver = script" : nil
    },
    StructCheck("fts_flatcurve", ["fts_flatcurve_optimize_density_percentage"]) { settings in
      let number = settings.number("fts_flatcurve_optimize_density_percentage")
      return number > 100 ? "fts_flatcurve_optimize_density_percentage is larger than 100: \(number)" : nil
    },
    mailLog("field", ["uid", "box", "msgid", "size", "vsize", "flags", "from", "subject"]),
    mailLog(
      "event",
      [
        "delete", "undelete", "expunge", "save", "copy", "mailbox_create", "mailbox_delete", "mailbox_rename",
        "flag_change",
      ]),
    StructCheck("quota", ["quota_mail_size"]) {
      $0.version >= ProgramVersion(2, 4, 2) && $0.number("quota_mail_size") == 0
        ? "quota_mail_size must not be 0. (Did you mean \"unlimited\"?)" : nil
    },
    StructCheck("acl_rights", ["acl_id"]) { settings in
      let id = settings.text("acl_id")
      let isKnown =
        ["user=", "group=", "group-override="].contains { id.hasPrefix($0) }
        || ["", "owner", "authenticated", "anyone", "anonymous"].contains(id)
      return isKnown ? nil : "Invalid identifier '\(id)'"
    },
    StructCheck("acl_rights", ["acl_rights"]) {
      $0.text("acl_id").isEmpty ? nil : rightsComplaint($0.text("acl_rights"))
    },
    StructCheck("push_notification_ox", ["push_notification_ox_url"]) { settings in
      let url = settings.text("push_notification_ox_url")
      guard !url.isEmpty, let complaint = URLText.complaint(about: url) else { return nil }
      return "Invalid push_notification_ox_url '\(url)': \(complaint)"
    },
    .notZero("push_notification_ox", "push_notification_ox_cache_ttl"),
  ]

  private static func mailLog(_ what: String, _ known: Set<String>) -> StructCheck {
    let name = "mail_log_\(what)s"
    return StructCheck("mail_log", [name], .word) { settings in
      settings.words(name).first { !known.contains($0) }.map { "Unknown \(what) in \(name): '\($0)'" }
    }
  }

  /// `lrws :post`: letters, then names behind a colon; a `-` in front takes the rights away.
  private static func rightsComplaint(_ text: String) -> String? {
    let rights = text.first == "-" ? text.dropFirst() : text[...]
    let letters = rights.drop { $0 == " " || $0 == "\t" }
    guard let end = letters.firstIndex(where: { !"lrwstipekxa".contains($0) }) else { return nil }
    guard [" ", "\t", ":"].contains(letters[end]) else { return "Unknown ACL '\(letters[end])'" }
    let rest = letters[end...].drop { $0 == " " || $0 == "\t" }
    return rest.isEmpty || rest.first == ":" ? nil : "Missing ':' prefix in ACL extensions"
  }
}
