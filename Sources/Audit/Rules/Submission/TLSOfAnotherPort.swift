internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `submission inet n - y - - smtpd -o smtpd_tls_wrappermode=yes`
struct TLSOfAnotherPort: Rule {
  let page = RulePage(
    code: "DT0506", title: "Implicit TLS and STARTTLS are mixed up",
    problem: "Port 25 or 587 has smtpd_tls_wrappermode = yes, or port 465 has it not.",
    consequence: "Client and server wait for each other: no greeting comes, until the client gives up.",
    fix: "smtpd_tls_wrappermode = yes belongs to port 465 alone, as -o of its service.",
    exceptions: "None.",
    sources: ["RFC 8314 section 3.3", "run with Postfix 3.7.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let port = listener.port, let isImplicit = listener.tls.fact.map({ $0 == .implicit }),
        [25, 465, 587].contains(port), isImplicit != (port == 465),
        let wrapper = server.postfix("smtpd_tls_wrappermode", in: listener.context)
      else { return nil }
      let text =
        isImplicit
        ? "\(server.text(wrapper)) on a port whose clients begin without TLS: they get no greeting."
        : "\(server.text(wrapper)) on a port whose clients begin with TLS: they get no answer."
      return server.finding(.error, text, wrapper, at: listener)
    }
  }
}
