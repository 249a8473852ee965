internal import SettingsGraph
internal import SourceText

/// What the mail storage looks at (`mail-storage-settings.c`).
extension StructCheck {
  static let storage: [StructCheck] = [
    .notZero("mail_storage", "mailbox_idle_check_interval"),
    StructCheck("mail_storage", ["mail_nfs_index", "mmap_disable"], .combination) {
      $0.isOn("mail_nfs_index") && !$0.isOn("mmap_disable") ? "mail_nfs_index=yes requires mmap_disable=yes" : nil
    },
    StructCheck("mail_storage", ["mail_nfs_index", "mmap_disable", "mail_fsync"], .combination) {
      $0.isOn("mail_nfs_index") && $0.isOn("mmap_disable") && $0.text("mail_fsync") != "always"
        ? "mail_nfs_index=yes requires mail_fsync=always" : nil
    },
    .atMost(1 << 30, "mail_storage", "mail_cache_max_size", "mail_cache_max_size can't be over 1 GB"),
    .atMost(
      100, "mail_storage", "mail_cache_purge_delete_percentage",
      "mail_cache_purge_delete_percentage can't be over 100"),
    StructCheck("mail_storage", ["mail_attachment_detection_options"], .word) { settings in
      let known: Set = ["add-flags", "add-flags-on-save", "no-flags-on-fetch", "exclude-inlined"]
      let unknown = settings.words("mail_attachment_detection_options").first {
        !known.contains($0) && !$0.hasPrefix("content-type=")
      }
      return unknown.map { "mail_attachment_detection_options: Unknown option: \($0)" }
    },
    cacheFields("mail_cache_fields"), cacheFields("mail_always_cache_fields"), cacheFields("mail_never_cache_fields"),
  ]

  static let storage2_3: [StructCheck] = [
    StructCheck("mail_storage", ["pop3_uidl_format"]) {
      OldVariables.uidlComplaint(Array($0.text("pop3_uidl_format").utf8))
    },
    attachmentHash("mail_attachment_hash"),
  ]

  static let storage2_4: [StructCheck] = [
    attachmentHash("mail_ext_attachment_hash"),
    StructCheck("mail_storage", ["pop3_uidl_format"]) { uidlComplaint($0.text("pop3_uidl_format"), $0.version) },
    StructCheck("mail_storage", ["mail_server_admin"]) { settings in
      let text = settings.text("mail_server_admin")
      guard !text.isEmpty, URLText.scheme(text) == nil else { return nil }
      return "mail_server_admin: '\(text)' is not a valid URI: Invalid URI scheme"
    },
    StructCheck("mail_storage", ["mailbox_list_index_prefix", "mail_index_path"], .combination) { settings in
      let prefix = settings.text("mailbox_list_index_prefix")
      guard prefix.contains("/"), !prefix.hasPrefix("/"), settings.text("mail_index_path").isEmpty else { return nil }
      return "mailbox_list_index_prefix directory is relative, but mail_index_path is empty"
    },
    StructCheck("mail_storage", ["mailbox_root_directory_name"]) {
      $0.text("mailbox_root_directory_name").contains("/") ? "mailbox_root_directory_name must not contain '/'" : nil
    },
    singleCharacter("mailbox_list_visible_escape_char"), singleCharacter("mailbox_list_storage_escape_char"),
    StructCheck("mail_namespace", ["namespace_separator"]) { settings in
      guard settings.text("namespace_separator").utf8.count > 1 else { return nil }
      return "Namespace \(settings.text("namespace_name")): Hierarchy separator must be only one character long"
    },
  ]

  private static func singleCharacter(_ name: String) -> StructCheck {
    StructCheck("mail_storage", [name]) { settings in
      // 2.4.1 looks at no value that has variables.
      let text = settings.text(name)
      guard text.utf8.count > 1, text != CheckedBlock.unknownValue else { return nil }
      return "\(name) value must be a single character"
    }
  }

  /// The labels that no RFC defines.
  static func unknownLabels(_ labels: [String]) -> [String] {
    let known: Set = ["\\all", "\\archive", "\\drafts", "\\flagged", "\\important", "\\junk", "\\sent", "\\trash"]
    return labels.filter { !known.contains($0.lowercased()) }
  }

  /// `hdr.x:y`: since 2.3.17. 2.4 wants `*` to stand alone.
  private static func cacheFields(_ name: String) -> StructCheck {
    StructCheck("mail_storage", [name]) { settings in
      guard settings.version >= ProgramVersion(2, 3, 17) else { return nil }
      let words = settings.words(name)
      let invalid = words.first { $0.lowercased().hasPrefix("hdr.") && !$0.utf8.dropFirst(4).allSatisfy(isOfHeader) }
      if let invalid {
        return "Invalid \(name): \(settings.is2_4 ? String(invalid.dropFirst(4)) : invalid) is not a valid header name"
      }
      guard settings.is2_4, words.count > 1, words.contains("*") else { return nil }
      return "Invalid \(name): has multiple values while having \"*\" set"
    }
  }

  private static func isOfHeader(_ byte: UInt8) -> Bool { (33...126).contains(byte) && byte != ASCII.colon }

  // MARK: - Formats

  private static func uidlComplaint(_ text: String, _ version: ProgramVersion) -> String? {
    // A malformed one is told of where it is written.
    guard case .variables(let variables) = VariableProgram.result(of: Array(text.utf8), version) else { return nil }
    let names = variables.map(\.name)
    let known: Set = ["uidvalidity", "uid", "md5", "filename", "guid"]
    if let unknown = names.first(where: { !known.contains($0) }) {
      return "Unknown pop3_uidl_format variable: %{\(unknown)}"
    }
    return names.isEmpty ? "pop3_uidl_format setting doesn't contain any %{variables}." : nil
  }

  /// `%{sha256:128}`: a method and how many of its bits.
  private static func attachmentHash(_ name: String) -> StructCheck {
    StructCheck("mail_storage", [name]) { settings in
      let text = settings.text(name)
      if settings.is2_4, VariableProgram.complaint(about: Array(text.utf8), settings.version) != nil { return nil }
      if text.contains("/") { return "mail_attachment_hash setting must not contain '/' characters" }
      if let complaint = HashFormat.complaint(about: text) {
        return "Invalid mail_attachment_hash setting: \(complaint)"
      }
      return text.contains("-") ? "mail_attachment_hash setting must not contain '-' characters" : nil
    }
  }
}
