internal import Dovecot
internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `anna@example.net:{PLAIN}secret` in the passwd-file
struct PlainPasswordsStored: Rule {
  let page = RulePage(
    code: "DT0906", title: "Passwords are stored as they are typed",
    problem: "A passwd-file of Dovecot holds passwords in the clear: {PLAIN}, {CLEARTEXT}, or by its default scheme.",
    consequence: "Whoever gets the file or a backup of it has every password, and people use them elsewhere too.",
    fix: "Store hashes: doveadm pw -s ARGON2ID, BLF-CRYPT or SHA512-CRYPT.",
    exceptions: "CRAM-MD5, DIGEST-MD5 and APOP need the password itself; better is to do without them.",
    sources: ["Dovecot documentation, Password schemes"])

  private static let plain: Set<String> = ["plain", "cleartext", "clear", "plain-trunc", "clear.b64", "plain.b64"]

  func findings(on server: AuditedServer) -> [Finding] {
    files(server).compactMap { file in
      guard let text = try? server.server.tree.read(TreePath(file.path)) else { return nil }
      let count = text.bytes.split(separator: ASCII.lineFeed).count { isPlain($0, defaultScheme: file.scheme) }
      guard count > 0 else { return nil }
      return Finding(
        .warning, "\(file.path) holds \(count) password\(count == 1 ? "" : "s") in the clear.",
        at: [Finding.Place("passdb", at: nil, path: file.path), Finding.Place("passdb", at: file.span)])
    }
  }

  private func isPlain(_ line: ArraySlice<UInt8>, defaultScheme: String?) -> Bool {
    let fields = line.split(separator: ASCII.colon, maxSplits: 2, omittingEmptySubsequences: false)
    guard line.first != ASCII.hash, fields.count > 1, let password = fields.dropFirst().first, !password.isEmpty else {
      return false
    }
    guard password.first == ASCII.leftBrace, let end = password.firstIndex(of: ASCII.rightBrace) else {
      return defaultScheme.map { Self.plain.contains($0) } ?? false
    }
    return Self.plain.contains(password[..<end].dropFirst().text.lowercased())
  }

  private struct PasswordFile {
    let path: String
    let scheme: String?
    let span: SourceSpan?
  }

  /// The passwd-files of passdbs that are the same for all users.
  private func files(_ server: AuditedServer) -> [PasswordFile] {
    let graph = server.server.graph
    return graph.settings.indices.compactMap { index -> PasswordFile? in
      let setting = SettingID(rawValue: UInt32(index))
      let name = graph.name(of: setting)
      guard name.hasPrefix("passdb/"), let last = name.split(separator: "/").last,
        let id = graph.assignments(of: setting).last(where: { graph[$0].origin.span != nil })
      else { return nil }
      let words = graph[id].value.revealed(in: server.server.files).text.split(separator: " ").map(String.init)
      let block = String(name.dropLast(last.count))
      guard let path = words.last, path.hasPrefix("/"), !path.contains("%") else { return nil }
      if last == "passwd_file_path" || last == "passdb_passwd_file_path" {
        let scheme =
          value(block + "passdb_default_password_scheme", server) ?? value(block + "default_password_scheme", server)
        return PasswordFile(path: path, scheme: scheme, span: graph[id].origin.span)
      }
      guard last == "args", value(block + "driver", server) == "passwd-file" else { return nil }
      let scheme = words.first { $0.hasPrefix("scheme=") }?.dropFirst(7).lowercased()
      return PasswordFile(path: path, scheme: scheme, span: graph[id].origin.span)
    }
  }

  private func value(_ name: String, _ server: AuditedServer) -> String? {
    let graph = server.server.graph
    guard let setting = graph.find(.dovecot, name.utf8),
      let id = graph.assignments(of: setting).last(where: { graph[$0].origin.span != nil })
    else { return nil }
    return graph[id].value.revealed(in: server.server.files).text.lowercased()
  }
}
