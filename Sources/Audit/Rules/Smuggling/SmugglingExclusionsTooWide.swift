internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_forbid_bare_newline_exclusions = 0.0.0.0/0`
struct SmugglingExclusionsTooWide: Rule {
  let page = RulePage(
    code: "DT0302", title: "The protection against smuggling leaves strangers out",
    problem: "smtpd_forbid_bare_newline_exclusions holds a network of strangers.",
    consequence: "For these clients a message can still hide in another one (CVE-2023-51764).",
    fix: "List the one old appliance that needs it, or leave the default, $mynetworks.",
    exceptions: "None.",
    sources: ["https://www.postfix.org/smtp-smuggling.html", "postconf(5)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard !listener.exposure.is(.loopback),
        let exclusions = server.postfix("smtpd_forbid_bare_newline_exclusions", in: listener.context),
        exclusions.isWritten, TrustedNetworks(exclusions).members.contains(where: \.isTooWide)
      else { return nil }
      return server.finding(
        .warning, "\(server.text(exclusions)) leaves strangers out of the protection against SMTP smuggling.",
        exclusions, at: listener)
    }
  }
}
