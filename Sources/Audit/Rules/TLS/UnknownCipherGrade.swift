internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_ciphers = strong`
struct UnknownCipherGrade: Rule {
  let page = RulePage(
    code: "DT0733", title: "A cipher grade that Postfix does not know",
    problem: "A cipher grade of smtpd is none of export, low, medium, high, null.",
    consequence:
      "Each TLS connection ends at its beginning, with invalid cipher grade in the log. postconf does not notice.",
    fix: "Set medium, the default, or high.",
    exceptions: "None.",
    sources: ["postconf(5), smtpd_tls_ciphers", "run with Postfix 3.7.11 and 3.10.13"])

  private static let known: Set<String> = ["export", "low", "medium", "high", "null"]

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let mode = listener.tls.fact, mode != .none,
        let grade = server.postfix(
          mode == .optional ? "smtpd_tls_ciphers" : "smtpd_tls_mandatory_ciphers", in: listener.context),
        grade.isWritten, !Self.known.contains(grade.text.lowercased())
      else { return nil }
      return server.finding(
        .error, "\(server.text(grade)) is no cipher grade: there is no TLS at all.", grade, at: listener,
        fix: .set(grade.name, of: .postfix, to: "medium", isSafe: true))
    }
  }
}
