internal import ServerTree
internal import SourceText

/// `unix:passwd.byname`, `unix:group.byname`: an account of the root, as its line in /etc/passwd or /etc/group.
///
/// Keys are folded to lower case and then compared as they are. Postfix asks the system's name service, which may know more accounts (LDAP, systemd) than the two files; a name
/// that they lack is unknown, not absent, unless /etc/nsswitch.conf names the files alone.
package struct AccountTable: Sendable {
  private var lines: [[UInt8]: (text: [UInt8], number: Int)] = [:]
  private let otherSource: String?
  /// The file of the accounts.
  let source: TreePath

  /// Nil where Postfix has no such table.
  init?(_ name: ArraySlice<UInt8>, in tree: ServerTree) throws(TreeError) {
    let database: String
    switch name.text {
    case "passwd.byname": database = "passwd"
    case "group.byname": database = "group"
    default: return nil
    }
    otherSource = NameService(in: tree).otherSource(of: database)
    source = TreePath("/etc/\(database)")
    let bytes = try Self.bytes(of: source, in: tree)
    for (index, line) in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).enumerated() {
      guard let colon = line.firstIndex(of: ASCII.colon), colon > line.startIndex else { continue }
      let name = Array(line[..<colon])
      if lines[name] == nil { lines[name] = (Array(line), index + 1) }
    }
  }

  private static func bytes(of path: TreePath, in tree: ServerTree) throws(TreeError) -> [UInt8] {
    do throws(TreeError) { return try tree.read(path).bytes } catch {
      guard error.isAbsent else { throw error }
      return []
    }
  }

  func lookUp(_ key: ArraySlice<UInt8>) -> TableFinding {
    if let line = lines[key.map(ASCII.lowercased)] { return TableFinding(.found(line.text), line: line.number) }
    guard let otherSource else { return TableFinding(.notFound) }
    return TableFinding(.unknown("\(otherSource) (/etc/nsswitch.conf) may know the name"))
  }
}
