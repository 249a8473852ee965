internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `auth_mechanisms = plain anonymous`
struct AnonymousLogins: Rule {
  let page = RulePage(
    code: "DT0802", title: "Anybody may log in without a name",
    problem: "Dovecot offers the mechanism ANONYMOUS.",
    consequence:
      "Every client is logged in as auth_anonymous_username. Where Postfix asks Dovecot without noanonymous, strangers send mail to anywhere.",
    fix: "Take anonymous out of auth_mechanisms.",
    exceptions: "An archive that everybody may read, on a server of its own.",
    sources: ["RFC 4505", "Dovecot documentation, auth_mechanisms"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let mechanisms = server.dovecot("auth_mechanisms"),
      mechanisms.words.contains(where: { $0.lowercased() == "anonymous" })
    else { return [] }
    let fix = AuthMechanisms.fix(mechanisms, without: ["anonymous"], isSafe: false)
    let open = server.listeners.mail.filter { listener in
      listener.logins.isOffered.is(true)
        && server.postfix("smtpd_sasl_tls_security_options", in: listener.context)?.words.contains("noanonymous")
          == false
    }
    guard open.isEmpty else {
      return open.map {
        server.finding(
          .error, "Everybody may send mail to anywhere by the login anonymous.", mechanisms, at: $0, fix: fix)
      }
    }
    return server.listeners.logins.filter { $0.daemon == .dovecot }.map {
      server.finding(.warning, "\(server.text(mechanisms)) lets in everybody.", mechanisms, at: $0, fix: fix)
    }
  }
}
