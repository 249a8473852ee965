internal import Postfix
package import ServerTree
package import SettingsGraph
internal import SourceText

/// `virtual_alias_maps = hash:/etc/postfix/virtual` and a virtual.db that is older: what Postfix really looks up.
struct TableTruth {
  let server: MailServer

  func implications(of resolution: Resolution, _ value: SettingValue?) -> [Implication] {
    guard let postfix = server.postfix, server.graph[resolution.setting].daemon == .postfix, let value else {
      return []
    }
    let name = server.graph.name(of: resolution.setting)
    guard let kind = postfix.catalogue[Array(name.utf8)]?.kind, [.restrictions, .maps, .matchList].contains(kind) else {
      return []
    }
    let bytes = value.revealed(in: server.files)
    let span = resolution.winner.flatMap { server.graph[$0].origin.span }
    return TableReference.all(in: bytes).prefix(100).flatMap { reference in
      index(of: reference, name, span, decides: kind == .maps) + place(of: reference, span)
        + database(reference, span) + socket(reference, name, span)
        + MapType(reference.type, postfix.version, server.tree).implications(reference, span)
    }
  }

  // MARK: - The index

  /// alias_maps and alias_database are made by postalias, every other table by postmap.
  private func command(_ reference: TableReference, _ parameter: String) -> String {
    let program = ["alias_maps", "alias_database"].contains(parameter) ? "postalias" : "postmap"
    return "\(program) \(reference.type):\(TreePath(reference.nameBytes))"
  }

  /// - Parameter decides: whether the value is tables and nothing else, so that it has no effect without them.
  private func index(
    of reference: TableReference, _ parameter: String, _ span: SourceSpan?, decides: Bool
  ) -> [Implication] {
    guard let path = reference.path.map({ TreePath($0) }) else { return [] }
    let remedy = Remedy.run(command(reference, parameter))
    switch IndexState(of: reference, in: server.tree) {
    case .current:
      return reference.isIndexed || server.tree.exists(path)
        ? []
        : [
          Implication(
            "The table \(path) is not there: every lookup fails.", span: span, makesMoot: decides,
            remedy: Remedy("Create the file, or correct its name.", at: span))
        ]
    case .stale(let index):
      return [
        Implication(
          "\(path) was changed after \(index) was made of it, and Postfix reads \(index).", span: span,
          makesMoot: decides, remedy: remedy)
      ]
    case .missing(let index):
      let isThere = server.tree.exists(path)
      // A default names files that a copy of a server need not hold.
      guard isThere || span != nil else { return [] }
      return [
        Implication(
          isThere
            ? "\(index) was never made, and Postfix does not read \(path) itself: every lookup fails."
            : "Neither \(path) nor \(index) is there: every lookup fails.", span: span, makesMoot: decides,
          remedy: isThere ? remedy : Remedy("Create \(path), then run `\(command(reference, parameter))`.", at: span))
      ]
    case .ofOtherType(let wanted, let found):
      return [
        Implication(
          "\(wanted) is not there, but \(found) is: the index was made for another type.", span: span,
          makesMoot: decides, remedy: remedy)
      ]
    case .sourceMissing(let source):
      return [
        Implication("\(source) is gone, and its index still answers.", span: span)
      ]
    case .unknown(let error):
      return [
        Implication(
          "Whether the index of \(path) is up to date could not be seen (\(error.reason)).", span: span,
          kind: .unknown)
      ]
    }
  }

  // MARK: - Tables that are no files

  private func database(_ reference: TableReference, _ span: SourceSpan?) -> [Implication] {
    let types = ["ldap", "memcache", "mongodb", "mysql", "pgsql", "socketmap", "sqlite", "tcp"]
    guard types.contains(reference.type) else { return [] }
    return [
      Implication(
        "What \(reference.text) answers is not in the files; `postmap -q KEY \(reference.text)` asks it.", span: span,
        kind: .unknown)
    ]
  }

  /// A socket that a chrooted program cannot see: every lookup fails.
  private func socket(
    _ reference: TableReference, _ name: String, _ span: SourceSpan?
  ) -> [Implication] {
    guard let unseen = DatabaseSocket(unseenBy: reference, of: name, on: server) else { return [] }
    let column = server.chrootColumn(of: unseen.service)
    return [
      Implication(
        "\(unseen.service) is chrooted and does not see \(unseen.path), where \(reference.text) asks: every lookup fails.",
        span: span, makesMoot: true,
        remedy: Remedy(
          "Write n in the chroot column of \(unseen.service), or proxy: in front of the table.", at: column ?? span,
          column.map { .replace($0, with: [UInt8(ascii: "n")]) } ?? .none))
    ]
  }

  // MARK: - The place

  /// `hash:virtual`: a relative name begins at the queue directory, not at main.cf (3.5 to 3.11).
  private func place(of reference: TableReference, _ span: SourceSpan?) -> [Implication] {
    guard reference.isFile, reference.nameBytes.first != ASCII.slash, !reference.nameBytes.isEmpty,
      reference.nameBytes.first != ASCII.leftBrace, !reference.nameBytes.contains(ASCII.dollar)
    else { return [] }
    let queue = server.value(of: "queue_directory", of: .postfix)?.text ?? "the queue directory"
    return [
      Implication(
        "\(reference.text) is looked for below \(queue): a table's relative name begins at the queue directory.",
        span: span, makesMoot: true, remedy: Remedy("Write the whole path.", at: span))
    ]
  }
}

/// `pcre:`, `lmdb:`: whether the Postfix of the tree can open tables of a type.
package struct MapType {
  private let type: String
  private let version: ProgramVersion
  private let isVersionKnown: Bool
  private let tree: ServerTree

  package init(_ type: String, _ version: AssumedVersion, _ tree: ServerTree) {
    self.type = type
    self.version = version.version
    isVersionKnown = version.source != .newestKnown
    self.tree = tree
  }

  /// Types that Debian packages by themselves.
  private static let packaged: Set<String> = ["cdb", "ldap", "lmdb", "mongodb", "mysql", "pcre", "pgsql", "sqlite"]

  private var package: String { "postfix-\(type)" }

  /// 3.11 of Debian has cdb built in.
  private var needsPackage: Bool {
    Self.packaged.contains(type) && !(type == "cdb" && version >= ProgramVersion(3, 11))
  }

  /// The package that has the type, where it is not installed; nil where the tree has no list of packages.
  package var missingPackage: String? {
    guard needsPackage, PackageDatabase.version(of: "postfix", in: tree) != nil,
      PackageDatabase.version(of: package, in: tree) == nil
    else { return nil }
    return package
  }

  func implications(_ reference: TableReference, _ span: SourceSpan?) -> [Implication] {
    if let package = missingPackage {
      return [
        Implication(
          "The package \(package) is not installed, and Postfix cannot open \(type): tables without it.", span: span,
          makesMoot: true, remedy: .run("apt install \(package)"))
      ]
    }
    return berkeley(reference, span)
  }

  /// 3.11: Debian's warns on every open, other builds have no Berkeley DB at all.
  private func berkeley(_ reference: TableReference, _ span: SourceSpan?) -> [Implication] {
    guard ["hash", "btree"].contains(type), isVersionKnown, version >= ProgramVersion(3, 11) else { return [] }
    return [
      Implication(
        "Postfix \(version) gives up \(type): tables (Berkeley DB), and a build may be without them: `unsupported dictionary type: \(type)`.",
        span: span,
        remedy: Remedy(
          "Write lmdb: in place of \(type): here, then run `postmap lmdb:\(TreePath(reference.nameBytes))`.", at: span)),
      Implication(
        "Whether this build of Postfix still opens \(type): tables is not in the files; `postconf -m` tells.",
        span: span, kind: .unknown),
    ]
  }
}
