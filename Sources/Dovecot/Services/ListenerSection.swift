package import SourceText

/// `service imap-login { inet_listener imaps {`: one listener that a file or the program itself has.
package struct ListenerSection: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case inet = "inet_listener"
    case unix = "unix_listener"
    case fifo = "fifo_listener"
  }

  /// `imap-login`
  package let service: String
  package let kind: Kind
  /// `imaps`; for a socket its path, relative to `base_dir` or absolute.
  package let name: String
  /// The path of its settings, with the slash: `service/imap-login/inet_listener/imaps/`.
  package let path: String
  /// Nil for one that only the program itself has.
  package let span: SourceSpan?
}

extension DovecotConfiguration {
  /// Every listener of every service: the program's own, then those that only the files have, each once.
  ///
  /// A block may be empty (`unix_listener auth-userdb { }`): it is a listener with nothing but defaults.
  package var listenerSections: [ListenerSection] {
    var written: [String: SourceSpan] = [:]
    for place in places where written[place.path.text] == nil { written[place.path.text] = place.opened }
    var seen: Set<String> = []
    var found: [ListenerSection] = []
    for path in ownListenerPaths + places.map(\.path.text) {
      guard let section = ListenerSection(path: path, span: written[path]), seen.insert(section.path).inserted else {
        continue
      }
      found.append(section)
    }
    return found
  }

  /// The paths of the catalogue's rows that are about a listener, up to its name; rows of one listener follow each other.
  private var ownListenerPaths: [String] {
    var last: ArraySlice<UInt8> = []
    var paths: [String] = []
    for row in catalogue.rows(below: "service/".utf8) {
      let path = catalogue.path(ofRow: row)
      if !last.isEmpty, path.starts(with: last) { continue }
      let slashes = path.indices.filter { path[$0] == ASCII.slash }
      guard slashes.count >= 3, !path.contains(ASCII.asterisk) else { continue }
      let end = slashes.count > 3 ? slashes[3] : path.endIndex
      last = path[..<end] + [ASCII.slash]
      paths.append(last.text)
    }
    return paths
  }
}

extension ListenerSection {
  /// - Parameter path: of the settings inside; nil where it is that of another section.
  init?(path: String, span: SourceSpan?) {
    let parts = path.split(separator: "/")
    guard parts.count == 4, parts[0] == "service", let kind = Kind(rawValue: String(parts[2])) else { return nil }
    self.kind = kind
    self.path = path
    self.span = span
    service = SectionName.unescaped(parts[1].utf8).text
    name = SectionName.unescaped(parts[3].utf8).text
  }

  /// Of the settings of its service: `service/imap-login/`.
  package var servicePath: String { path.split(separator: "/")[..<2].joined(separator: "/") + "/" }
}
