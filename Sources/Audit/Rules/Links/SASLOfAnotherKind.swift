internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_auth_enable = yes without smtpd_sasl_type = dovecot`
struct SASLOfAnotherKind: Rule {
  let page = RulePage(
    code: "DT0613", title: "smtpd asks Cyrus for logins, and Dovecot waits",
    problem: "smtpd_sasl_type is cyrus, the default, while Dovecot has an auth socket below the queue directory.",
    consequence: "Cyrus SASL knows none of the users, mostly is not set up at all: every login fails.",
    fix: "Set smtpd_sasl_type = dovecot and smtpd_sasl_path to the socket.",
    exceptions: "Both are in use on purpose.",
    sources: ["SASL_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    let queue = server.postfix("queue_directory")?.text ?? "/var/spool/postfix"
    let socket = server.everyListener.open.first {
      $0.kind == .auth && $0.daemon != .postfix && $0.socket?.path.hasPrefix(queue) == true
    }
    guard let socket else { return [] }
    return server.listeners.mail.compactMap { listener in
      guard server.postfix("smtpd_sasl_auth_enable", in: listener.context)?.isYes == true,
        let type = server.postfix("smtpd_sasl_type", in: listener.context), type.text == "cyrus",
        let enable = server.postfix("smtpd_sasl_auth_enable", in: listener.context)
      else { return nil }
      var finding = server.finding(
        .warning, "smtpd_sasl_type is cyrus, and Dovecot waits at \(socket.place).", type.isWritten ? type : enable,
        at: listener)
      finding.places.append(server.place(socket))
      return finding
    }
  }
}
