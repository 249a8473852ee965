internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `587 and no 465`
struct NoImplicitTLSForClients: Rule {
  let page = RulePage(
    code: "DT0509", title: "No submission with TLS from the first byte",
    problem: "Clients can only send by STARTTLS on port 587; nothing listens on 465.",
    consequence:
      "RFC 8314 prefers implicit TLS: STARTTLS can be taken out on the way, and some old programs know only 465.",
    fix: "Enable submissions in master.cf, with -o smtpd_tls_wrappermode=yes.",
    exceptions: "None.",
    sources: ["RFC 8314 section 3.3"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.everyListener.onPort(465).isEmpty else { return [] }
    return server.listeners.onPort(587).filter { $0.isPublic && $0.logins.isOffered.is(true) && $0.daemon == .postfix }
      .map { listener in
        Finding(
          .note, "Nothing listens on port 465, the port for submission that RFC 8314 prefers.",
          at: [server.place(listener)], listeners: [listener.place])
      }
  }
}
