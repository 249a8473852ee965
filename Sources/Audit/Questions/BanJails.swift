internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `[dovecot] enabled = true` in /etc/fail2ban: which jails are on, and the filter of each.
///
/// The layers are jail.conf, jail.d/*.conf, jail.local, jail.d/*.local; a key of the jail's own section beats one of
/// `[DEFAULT]` in any layer (fail2ban 1.0.2, run).
struct BanJails {
  struct Jail {
    let name: String
    let filter: String
    /// The file that switches it on.
    let path: String
  }

  private(set) var enabled: [Jail] = []
  private typealias Section = [String: (value: String, path: String)]

  init(_ server: AuditedServer) {
    var sections: [String: Section] = [:]
    for path in Self.layers(server.server.tree) { Self.read(path, server.server.tree, into: &sections) }
    let defaults = sections["DEFAULT"] ?? [:]
    for (name, section) in sections.sorted(by: { $0.key < $1.key }) where name != "DEFAULT" && name != "INCLUDES" {
      guard let enabled = section["enabled"] ?? defaults["enabled"], Self.isTrue(enabled.value) else { continue }
      let filter = section["filter"].map { $0.value.prefix { $0 != "[" } } ?? name[...]
      self.enabled.append(Jail(name: name, filter: filter.contains("%") ? name : String(filter), path: enabled.path))
    }
  }

  private static func layers(_ tree: ServerTree) -> [TreePath] {
    let directory = TreePath("/etc/fail2ban/jail.d/")
    let drops = ((try? tree.names(in: directory)) ?? []).prefix(200).map { directory.appending($0) }
    func ending(_ suffix: String) -> [TreePath] { drops.filter { $0.lastComponent.text.hasSuffix(suffix) } }
    return [TreePath("/etc/fail2ban/jail.conf")] + ending(".conf") + [TreePath("/etc/fail2ban/jail.local")]
      + ending(".local")
  }

  private static func isTrue(_ text: String) -> Bool { ["1", "on", "true", "yes"].contains(text.lowercased()) }

  private static func read(_ path: TreePath, _ tree: ServerTree, into sections: inout [String: Section]) {
    guard let file = try? tree.read(path) else { return }
    var section = "DEFAULT"
    for line in file.bytes.split(separator: ASCII.lineFeed) {
      let text = line.trimmingSpace()
      guard let first = line.first, !ASCII.isSpace(first), first != ASCII.hash, first != ASCII.semicolon else {
        continue
      }
      if first == ASCII.leftBracket {
        section = text.dropFirst().prefix { $0 != ASCII.rightBracket }.text
      } else if let equals = text.firstIndex(of: ASCII.equals) {
        let key = text[..<equals].trimmingSpace().text.lowercased()
        sections[section, default: [:]][key] = (text[(equals + 1)...].trimmingSpace().text, path.description)
      }
    }
  }
}
