package import ServerTree
package import SettingsGraph
internal import SourceText

/// `hash`, `pcre`, `cdb`: the types of tables that the programs of a server can open, as `postconf -m` lists them.
///
/// Some are built in; Debian and others put the rest into packages, which dynamicmaps.cf and the files in
/// dynamicmaps.cf.d name. From a tree without these files only a type that no Postfix knows can be told.
package struct TableTypes: Sendable {
  private let builtIn: Set<String>
  /// Nil where no list of packaged types is in the tree.
  private let packaged: Set<String>?

  /// In every build; `internal` is for Postfix itself.
  private static let always: Set<String> = [
    "cidr", "environ", "fail", "inline", "internal", "memcache", "nis", "pipemap", "proxy", "randmap", "regexp",
    "socketmap", "static", "tcp", "texthash", "unionmap", "unix",
  ]
  /// In most builds, or in a package.
  private static let optional: Set<String> = [
    "btree", "cdb", "dbm", "hash", "ldap", "lmdb", "mysql", "netinfo", "nisplus", "pcre", "pgsql", "sdbm", "sqlite",
  ]
  /// What Debian builds in of the optional ones.
  private static let debian: Set<String> = ["btree", "hash"]

  package init(in tree: ServerTree, directory: TreePath, version: ProgramVersion) {
    var always = Self.always
    var optional = Self.optional
    if version >= ProgramVersion(3, 9) { optional.insert("mongodb") }
    if version >= ProgramVersion(3, 11) { always.insert("debug") }
    packaged = Self.packaged(in: tree, directory)
    builtIn = always.union(packaged == nil ? optional : Self.debian)
  }

  /// Whether a program can open a table of this type.
  package func contains(_ type: String) -> Bool { builtIn.contains(type) || packaged?.contains(type) == true }

  /// What to do about a type that no program can open; nil where one can.
  package func advice(on type: String) -> String? {
    if contains(type) { return nil }
    return isKnown(type) ? "Install the package for it (postfix-\(type)), or use another type." : "Correct the type."
  }

  /// Whether some build of this version can: then a package is missing, and the name is right.
  package func isKnown(_ type: String) -> Bool { contains(type) || Self.optional.contains(type) || type == "mongodb" }

  /// `pcre⇥postfix-pcre.so⇥dict_pcre_open`, one type a line.
  private static func packaged(in tree: ServerTree, _ directory: TreePath) -> Set<String>? {
    let folders = [directory, TreePath("/usr/share/postfix"), TreePath("/etc/postfix")]
    var types: Set<String>?
    for folder in folders {
      let main = folder.appending("dynamicmaps.cf".utf8)
      let more = tree.glob(folder.appending("dynamicmaps.cf.d/*".utf8))
      for path in [main] + more.matches {
        guard let file = try? tree.read(path) else { continue }
        let lines = LogicalLines(file.bytes)
        let names = lines.logical.compactMap { line in
          let text = lines.folded(line).text
          return Tokens.split(text, commas: false).first.map { text[$0].text }
        }
        types = (types ?? []).union(names)
      }
    }
    return types
  }
}
