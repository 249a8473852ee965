internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_path = /run/dovecot/auth-userdb`
struct SASLSocketOfAnotherKind: Rule {
  let page = RulePage(
    code: "DT0607", title: "smtpd asks for logins at a socket that answers something else",
    problem:
      "smtpd_sasl_path leads to a socket whose name makes it one for user lookups or for Dovecot's own processes.",
    consequence: "The other side does not speak the protocol for logins: every login fails.",
    fix: "Use a socket of its own, unix_listener /var/spool/postfix/private/auth.",
    exceptions: "None.",
    sources: ["Dovecot source, auth: the name of a socket decides its kind"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.links.of(.sasl).compactMap { link in
      guard let listener = link.listener, let socket = listener.socket else { return nil }
      let name = socket.path.split(separator: "/").last.map(String.init) ?? ""
      let kind = name.split(separator: "-").last.map(String.init) ?? name
      guard listener.kind != .auth || ["userdb", "master", "login", "token"].contains(kind) else { return nil }
      var finding = server.finding(
        .error, "\(server.text(link.from)): \(socket.path) is no socket for logins of other programs.", link.from,
        besides: [])
      finding.listeners = link.services
      return finding
    }
  }
}
