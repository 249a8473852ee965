internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtp_sasl_security_options = noanonymous with smtp_tls_security_level = may`
struct RelayPasswordInClear: Rule {
  let page = RulePage(
    code: "DT0714", title: "The password for the relay may go out in clear",
    problem: "The smtp client logs in at a relay, TLS is not mandatory, and passwords without TLS are allowed.",
    consequence: "Who is on the way takes STARTTLS out of the answer and reads the password.",
    fix:
      "smtp_tls_security_level = encrypt or secure where all mail goes to the relay, else an entry for it in smtp_tls_policy_maps.",
    exceptions: "The relay is on the same machine or network.",
    sources: ["SASL_README, Client SASL security", "RFC 3207 section 6"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let relay = server.postfix("relayhost"), !relay.isEmpty, !isNear(relay.text),
      server.postfix("smtp_sasl_auth_enable")?.isYes == true,
      server.postfix("smtp_sasl_password_maps")?.isEmpty == false,
      let options = server.postfix("smtp_sasl_security_options"), !options.words.contains("noplaintext"),
      server.postfix("smtp_tls_policy_maps")?.isEmpty == true, server.postfix("smtp_tls_wrappermode")?.isYes != true,
      server.postfix("smtp_enforce_tls")?.isYes != true,
      let level = server.postfix("smtp_tls_security_level"),
      ["", "none", "may", "dane"].contains(level.text.lowercased())
    else { return [] }
    return [
      server.finding(
        .warning, "\(server.text(level)) lets the password for \(relay.text) go out without TLS.", level,
        besides: [options, relay], fix: .set("smtp_tls_security_level", of: .postfix, to: "encrypt", isSafe: false))
    ]
  }

  private func isNear(_ relay: String) -> Bool {
    let host = relay.drop { $0 == "[" }.prefix { $0 != "]" && $0 != ":" }.lowercased()
    return host == "localhost" || IPAddress(host[...]).map { $0.isLoopback || $0.isPrivate } == true
  }
}
