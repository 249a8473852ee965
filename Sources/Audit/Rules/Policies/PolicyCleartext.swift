internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `audit --policy rfc8314` and `smtpd_tls_auth_only = no` on port 587
struct PolicyCleartext: Rule {
  let page = RulePage(
    code: "DT1304", title: "Logins without TLS, against the policy",
    problem: "People can log in at a listener without TLS, and the policy that was asked for with --policy forbids it.",
    consequence:
      "RFC 8314 calls access to mail without TLS obsolete: names, passwords and messages are there for all to read.",
    fix: "Dovecot: ssl = required. Postfix: smtpd_tls_security_level = encrypt, or smtpd_tls_auth_only = yes.",
    exceptions: "The loopback interface: nothing is told of it.",
    sources: ["RFC 8314 section 4.1", "RFC 8997"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.judged(where: \.isOfMailAccess) { policy, listener in
      let answers = [listener.logins.plaintextBeforeTLS, listener.logins.challengeBeforeTLS]
      guard !listener.exposure.is(.loopback), let open = answers.first(where: { $0.is(true) }),
        let cause = open.by.first
      else { return nil }
      return server.finding(
        .error, "\(server.text(cause)) lets people log in without TLS; \(policy.subject) forbids it.", cause,
        at: listener,
        fix: listener.daemon == .postfix
          ? .set("smtpd_tls_auth_only", of: .postfix, to: "yes", isSafe: false)
          : .set("ssl", of: .dovecot, to: "required", isSafe: false))
    }
  }
}
