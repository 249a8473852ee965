internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_auth_enable = yes and no submission service`
struct OnlyServerPortForLogins: Rule {
  let page = RulePage(
    code: "DT0504", title: "People can log in on port 25 alone",
    problem: "AUTH is offered on port 25, and no listener on 587 or 465 takes mail of people.",
    consequence: "Home and mobile networks block port 25: people cannot send from there.",
    fix: "Enable submission and submissions in master.cf.",
    exceptions: "Only machines log in, such as printers of the house.",
    sources: ["RFC 6409", "RFC 8314 section 3.3"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard !server.everyListener.network.contains(where: { $0.kind == .submission }) else { return [] }
    return server.listeners.onPort(25).compactMap { listener in
      guard listener.daemon == .postfix, listener.logins.isOffered.is(true), listener.isPublic,
        let enable = server.postfix("smtpd_sasl_auth_enable", in: listener.context)
      else { return nil }
      return server.finding(
        .warning, "People can only log in on port 25, which many networks block.", enable, at: listener)
    }
  }
}
