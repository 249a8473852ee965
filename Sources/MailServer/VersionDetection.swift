internal import Dovecot
internal import Postfix
package import ServerTree
package import SettingsGraph
internal import SourceText

/// Which version of a daemon an answer assumes, in this order: what was asked for, the tree's own statement, the
/// package database inside the root, the installed program where the root is `/`, the newest that fits the syntax.
enum VersionDetection {
  static func dovecot(in tree: ServerTree, _ request: MailServer.Request) -> AssumedVersion {
    if let settled = request.settledVersions[.dovecot] { return settled }
    if let version = request.dovecotVersion { return AssumedVersion(version, source: .option) }
    let statement = DovecotConfiguration.versionStatement(in: tree, mainFile: request.dovecotFile)
    let packaged = PackageDatabase.version(of: "dovecot-core", in: tree)
    if let statement {
      // `dovecot_config_version` names the configuration's language; of the same line the package is more exact.
      if let packaged, packaged[0] == statement.version[0], packaged[1] == statement.version[1] {
        return AssumedVersion(packaged, source: .packageDatabase(package: "dovecot-core"))
      }
      return AssumedVersion(statement.version, source: .treeStatement(place: statement.place))
    }
    if let packaged { return AssumedVersion(packaged, source: .packageDatabase(package: "dovecot-core")) }
    if tree.isLiveSystem, let version = request.installedVersion(.dovecot) {
      return AssumedVersion(version, source: .installedProgram)
    }
    return fromSyntax(in: tree, request)
  }

  /// The newest version of the line that fits. 2.4 wants its own version stated first, so without a statement only
  /// names that 2.3 does not know speak for it.
  private static func fromSyntax(in tree: ServerTree, _ request: MailServer.Request) -> AssumedVersion {
    let known = Catalogue.knownVersions
    func newest(of line: ProgramVersion) -> ProgramVersion {
      known.last { $0[0] == line[0] && $0[1] == line[1] } ?? line
    }
    guard let hint = DovecotConfiguration.syntaxHint(in: tree, mainFile: request.dovecotFile) else {
      return AssumedVersion(
        newest(of: ProgramVersion(2, 3)),
        source: .syntax(hint: "the newest of 2.3; dovecot_config_version is not stated"))
    }
    return AssumedVersion(
      newest(of: hint.line), source: .syntax(hint: "the newest of \(hint.line), which knows \(hint.name)"))
  }

  static func postfix(in tree: ServerTree, _ request: MailServer.Request) -> AssumedVersion {
    if let settled = request.settledVersions[.postfix] { return settled }
    if let version = request.postfixVersion { return AssumedVersion(version, source: .option) }
    if let packaged = PackageDatabase.version(of: "postfix", in: tree) {
      return AssumedVersion(packaged, source: .packageDatabase(package: "postfix"))
    }
    if tree.isLiveSystem, let version = request.installedVersion(.postfix) {
      return AssumedVersion(version, source: .installedProgram)
    }
    return AssumedVersion(ParameterCatalogue.knownVersions.last ?? ProgramVersion(3, 11), source: .newestKnown)
  }
}

/// `/var/lib/dpkg/status`: the installed packages of a Debian system, stanzas separated by empty lines.
package enum PackageDatabase {
  private static let path = TreePath("/var/lib/dpkg/status")

  /// The upstream part of the version of an installed package.
  package static func version(of package: String, in tree: ServerTree) -> ProgramVersion? {
    guard let file = try? tree.read(path) else { return nil }
    guard let stanza = stanza(of: package, in: file.bytes) else { return nil }
    var version: ProgramVersion?
    var isInstalled = true
    for line in stanza.split(separator: ASCII.lineFeed) {
      if line.starts(with: "Version: ".utf8) { version = ProgramVersion(line.dropFirst(9).text) }
      if line.starts(with: "Status: ".utf8) { isInstalled = line.text.hasSuffix(" installed") }
    }
    return isInstalled ? version : nil
  }

  private static func stanza(of package: String, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let wanted = Array("Package: \(package)\n".utf8)
    var lineStart = 0
    while lineStart < bytes.count {
      if bytes[lineStart] == wanted[0], bytes[lineStart...].starts(with: wanted) {
        return bytes[lineStart..<endOfStanza(bytes, from: lineStart)]
      }
      lineStart = (bytes[lineStart...].firstIndex(of: ASCII.lineFeed) ?? bytes.count - 1) + 1
    }
    return nil
  }

  private static func endOfStanza(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == ASCII.lineFeed, bytes[index + 1] == ASCII.lineFeed { return index }
      index += 1
    }
    return bytes.count
  }
}
