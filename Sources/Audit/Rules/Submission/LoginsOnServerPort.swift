internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_auth_enable = yes in main.cf with a submission service`
struct LoginsOnServerPort: Rule {
  let page = RulePage(
    code: "DT0503", title: "Logins are offered on port 25 too",
    problem: "Port 25 offers AUTH although clients have a port of their own.",
    consequence: "Passwords are tried where all the world connects, and a stolen one sends spam from the MX.",
    fix: "Set smtpd_sasl_auth_enable = no in main.cf, and yes with -o at the submission services.",
    exceptions: "Old programs that cannot be told another port.",
    sources: ["RFC 6409", "RFC 8314"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.everyListener.mail.contains(where: { $0.kind == .submission && $0.logins.isOffered.is(true) }) else {
      return []
    }
    return server.listeners.onPort(25).compactMap { listener in
      guard listener.daemon == .postfix, listener.logins.isOffered.is(true), !listener.exposure.is(.loopback),
        let enable = server.postfix("smtpd_sasl_auth_enable", in: listener.context)
      else { return nil }
      return server.finding(
        .note, "Port 25 offers logins, although there is a port for submission.", enable, at: listener)
    }
  }
}
