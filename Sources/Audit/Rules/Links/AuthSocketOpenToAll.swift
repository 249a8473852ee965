internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `unix_listener /var/spool/postfix/private/auth { mode = 0666 }`
struct AuthSocketOpenToAll: Rule {
  let page = RulePage(
    code: "DT0602", title: "Every user of the machine can ask the auth socket",
    problem: "A socket of service auth can be used by all users, outside of a directory that keeps them out.",
    consequence: "Each program on the machine can try passwords, past every limit for network clients.",
    fix: "mode = 0660 with user and group of the program that needs it (postfix).",
    exceptions:
      "Below /var/spool/postfix/private the directory itself lets only postfix in. Dovecot's own sockets are not told.",
    sources: ["Dovecot documentation, Postfix and Dovecot SASL", "ls -ld /var/spool/postfix/private: 0700 postfix"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.open.compactMap { listener in
      guard listener.kind == .auth, listener.span != nil, let socket = listener.socket, let mode = socket.mode,
        mode & 0o002 != 0, !isOwn(socket), !socket.path.contains("/private/")
      else { return nil }
      let text = "0" + String(mode, radix: 8)
      let effect = socket.path.hasSuffix("master") ? "look up every user" : "try passwords"
      return Finding(
        .warning, "\(socket.path) has mode \(text): every user of the machine can \(effect).",
        at: [server.place(listener)])
    }
  }

  /// auth-userdb is 0666 by default and asks the kernel who calls; the login processes' sockets have a directory.
  private func isOwn(_ socket: Socket) -> Bool {
    let name = socket.path.split(separator: "/").last ?? ""
    return name.hasSuffix("userdb") || socket.path.contains("/login/") || socket.path.contains("/token-login/")
  }
}
