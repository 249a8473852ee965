internal import SourceText

/// `passwd: files systemd` in /etc/nsswitch.conf: where a system looks for accounts.
package struct NameService {
  private var sources: [String: [String]] = [:]

  package init(in tree: ServerTree) {
    guard let file = try? tree.read(TreePath("/etc/nsswitch.conf")) else { return }
    for line in file.bytes.split(separator: ASCII.lineFeed) {
      let words = line.prefix { $0 != ASCII.hash }.split(whereSeparator: ASCII.isSpace).map(\.text)
      guard let name = words.first, name.hasSuffix(":") else { continue }
      sources[String(name.dropLast())] = Array(words.dropFirst())
    }
  }

  /// A source besides the files; `systemd` knows transient users of services only.
  package func otherSource(of database: String) -> String? {
    sources[database]?.first { !["files", "compat", "systemd"].contains($0) && !$0.hasPrefix("[") }
  }
}
