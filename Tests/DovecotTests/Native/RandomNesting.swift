import OracleSupport

/// `remote 10.0.0.0/8 { namespace inbox { protocol imap {`: random blocks of 2.4, nested and opened again, with
/// settings of several of the daemon's modules.
struct RandomNesting {
  private var random: SplitMix64
  static let versions = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"
  private(set) var text = versions

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    addSettings(count: 2)
    for _ in 0..<Int.random(in: 2...6, using: &random) { addBlock() }
    addSettings(count: 1)
  }

  private mutating func addBlock() {
    let kinds = openings()
    for kind in kinds {
      text += "\(kind) {\n"
      if random.chance(2, in: 3) { addSettings(count: 2) }
    }
    text += String(repeating: "}\n", count: kinds.count)
  }

  /// In an order that the daemon allows; names are in no place but last.
  private mutating func openings() -> [String] {
    var openings: [String] = []
    if random.chance(1, in: 3) { openings.append("local 10.0.0.0/8") }
    if !openings.isEmpty, random.chance(1, in: 3) { openings.append("local 10.1.0.0/16") }
    if random.chance(1, in: 6) { openings.append("local_name a.example.com") }
    if random.chance(1, in: 3) { openings.append(pick(["remote 10.0.0.0/8", "remote 192.0.2.0/24"])) }
    if openings.last == "remote 10.0.0.0/8", random.chance(1, in: 3) { openings.append("remote 10.1.0.0/16") }
    if random.chance(1, in: 2) { openings.append(pick(["protocol imap", "protocol pop3", "protocol !pop3"])) }
    if random.chance(1, in: 3) { openings.append(pick(["namespace inbox", "namespace b"])) }
    if openings.last == "namespace inbox", random.chance(1, in: 2) { openings.append("mailbox Sent") }
    // Also a filter inside a section.
    if openings.last == "namespace b", openings.count == 1 { openings += ["remote 10.0.0.0/8", "protocol imap"] }
    return openings
  }

  private mutating func addSettings(count: Int) {
    for _ in 0..<count { text += pick(Self.lines) + "\n" }
    text = text.replacing("#", with: "\(Int.random(in: 1...99, using: &random))")
  }

  private static let lines = [
    "mail_home = /h#", "login_greeting = hello #", "imap_logout_format = f#", "mail_debug = yes", "ssl = no",
    "mail_path = /p#", "imap_client_workarounds = delay-newmail",
    "imap_client_workarounds {\n  tb-extra-mailbox-sep = yes\n}", "imap_id_send {\n  k# = v\n}",
    "mail_attachment_detection_options = add-flags", "pop3_enable_last = yes", "mail_fsync = always",
    "lmtp_client_workarounds {\n  whitespace-before-path = yes\n}", "mail_plugins = a# b",
    "mail_plugins {\n  c# = yes\n}", "imap_capability {\n  X# = yes\n}",
  ]

  private mutating func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? words[0] }
}
