internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_mandatory_ciphers = export`
struct WeakCipherGrade: Rule {
  let page = RulePage(
    code: "DT0705", title: "Ciphers that can be broken are admitted",
    problem: "A cipher grade of smtpd is export, low or null.",
    consequence:
      "Up to Postfix 3.7 keys of 40 or 56 bits are in the list, if the TLS library still has them; null is no encryption at all. From 3.8 on export and low mean the same as medium.",
    fix: "Set medium, the default, or high for logins.",
    exceptions: "None.",
    sources: ["postconf(5), smtpd_tls_mandatory_ciphers", "RFC 9325 section 4"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let mode = listener.tls.fact, mode != .none else { return nil }
      let name = mode == .optional ? "smtpd_tls_ciphers" : "smtpd_tls_mandatory_ciphers"
      guard let grade = server.postfix(name, in: listener.context), grade.isWritten else { return nil }
      switch grade.text.lowercased() {
      case "null":
        return server.finding(
          .error, "\(server.text(grade)) is TLS without encryption.", grade, at: listener, fix: fix(name))
      case "export", "low":
        return server.finding(
          server.hasPostfix(3, 8) ? .note : .warning, "\(server.text(grade)) asks for ciphers that can be broken.",
          grade,
          at: listener, fix: fix(name))
      default: return nil
      }
    }
  }

  private func fix(_ name: String) -> Fix { .set(name, of: .postfix, to: "medium", isSafe: true) }
}
