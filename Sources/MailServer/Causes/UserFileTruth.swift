internal import Dovecot
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `alice:…:1000:1000::/home/alice::userdb_mail=mbox:~/mail`: what a user's line in a passwd-file says stands above the
/// setting.
///
/// Of the extra fields only those count that begin with `userdb_`, and of the columns uid, gid and home (2.3.19.1,
/// 2.4.1, `doveadm user` of running servers).
struct UserFileTruth {
  let server: MailServer

  func implications(of resolution: Resolution) -> [Implication] {
    guard let dovecot = server.dovecot, server.graph[resolution.setting].daemon == .dovecot else { return [] }
    let name = server.graph.name(of: resolution.setting)
    guard let field = UserdbField.name(for: name, is2_4: dovecot.version.version >= ProgramVersion(2, 4)) else {
      return []
    }
    return userFiles.prefix(Self.maximumFiles).compactMap { implication(field, name, $0) }
  }

  private static let maximumFiles = 100

  // MARK: - The files

  /// The file of a userdb, and the line that names it.
  private struct UserFile {
    let path: String
    let span: SourceSpan
  }

  private var userFiles: [UserFile] {
    server.graph.settings.indices.compactMap { index in
      let id = SettingID(rawValue: UInt32(index))
      guard server.graph[id].daemon == .dovecot else { return nil }
      let parts = server.graph.name(of: id).split(separator: "/")
      guard parts.count == 3, parts[0] == "userdb", ["args", "passwd_file_path"].contains(parts[2]),
        let value = server.value(of: server.graph.name(of: id), of: .dovecot), let span = value.span,
        parts[2] == "passwd_file_path" || driver(of: parts[1]) == "passwd-file",
        let path = value.words.last(where: { $0.hasPrefix("/") })
      else { return nil }
      return UserFile(path: path, span: span)
    }
  }

  private func driver(of block: Substring) -> String? {
    server.value(of: "userdb/\(block)/driver", of: .dovecot)?.text
  }

  // MARK: - What stands in them

  private func implication(_ field: String, _ name: String, _ file: UserFile) -> Implication? {
    let place = server.files.place(of: file.span)
    // `%d` is another file for every domain.
    guard !file.path.contains("%"), let bytes = try? server.tree.read(TreePath(file.path)).bytes else {
      return Implication(
        "Whether \(file.path) (\(place)) gives a user a field \(field) of their own is not known; `doveadm user USER` tells.",
        span: file.span, kind: .unknown)
    }
    let lines = UserLines(bytes, with: field)
    guard let first = lines.first else { return nil }
    let users =
      lines.count == 1
      ? "1 user has a field \(field) of their own"
      : "\(lines.count) users have a field \(field) of their own, the first"
    // 2.4: a field counts at its own path alone; a value inside a named block stands before it.
    let isBelowBlock = name.contains("/") && !name.hasPrefix("plugin/")
    return Implication(
      "\(users) (\(file.path):\(first)), and \(isBelowBlock ? "this line in a named block wins over it" : "there it wins over this setting").",
      span: file.span)
  }
}

/// The lines of a passwd-file that give a field.
private struct UserLines {
  private(set) var count = 0
  /// From 1.
  private(set) var first: Int?

  init(_ bytes: [UInt8], with field: String) {
    let extra = Array("userdb_\(field)=".utf8)
    let column = ["uid": 2, "gid": 3, "home": 5][field]
    var number = 0
    for line in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false) {
      number += 1
      guard let start = line.first, start != ASCII.hash, start != ASCII.colon else { continue }
      // Behind the seventh colon all is extra fields, colons too.
      let columns = line.split(separator: ASCII.colon, maxSplits: 7, omittingEmptySubsequences: false)
      let isInColumn = column.map { $0 < columns.count && !columns[$0].isEmpty } ?? false
      let extras = columns.count > 7 ? columns[7] : []
      guard isInColumn || extras.split(whereSeparator: ASCII.isBlank).contains(where: { $0.starts(with: extra) }) else {
        continue
      }
      count += 1
      if first == nil { first = number }
    }
  }
}
