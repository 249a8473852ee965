internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `default_pass_scheme = PLAIN-MD5`
struct WeakDefaultScheme: Rule {
  let page = RulePage(
    code: "DT0819", title: "New passwords are taken for a weak scheme",
    problem: "The scheme for passwords without a prefix is weak: clear text, MD5, plain SHA-1, DES.",
    consequence: "Who gets the table or file has the passwords.",
    fix:
      "Store them with a prefix such as {ARGON2ID}, {BLF-CRYPT} or {SHA512-CRYPT}; the default then does not matter.",
    exceptions: "Every stored password has a prefix, or it is a proxy.",
    sources: ["Dovecot documentation, Password schemes"])

  private static let weak: Set<String> = [
    "PLAIN", "CLEAR", "CLEARTEXT", "PLAIN-TRUNC", "MD5", "MD5-CRYPT", "PLAIN-MD5", "LDAP-MD5", "SMD5", "DIGEST-MD5",
    "CRAM-MD5", "NTLM", "LANMAN", "DES-CRYPT", "SHA", "SHA1", "OTP", "SKEY", "RPA",
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    let graph = server.server.graph
    var seen: Set<SourceSpan> = []
    return graph.assignments.compactMap { assignment in
      guard graph[assignment.setting].daemon == .dovecot, let span = assignment.origin.span, !assignment.value.isSecret,
        let name = graph.name(of: assignment.setting).split(separator: "/").last.map(String.init)
      else { return nil }
      guard let scheme = scheme(name, assignment.value.revealed(in: server.server.files).text),
        Self.weak.contains(scheme.uppercased()), seen.insert(span).inserted
      else { return nil }
      return Finding(
        .note, "Passwords without a prefix are taken for \(scheme).", at: [Finding.Place(name, at: span)])
    }
  }

  /// The setting itself, or the word `scheme=` of a passwd-file.
  private func scheme(_ name: String, _ text: String) -> String? {
    if name.hasSuffix("default_pass_scheme") || name.hasSuffix("default_password_scheme") { return text }
    guard name == "args" else { return nil }
    return text.split(separator: " ").first { $0.hasPrefix("scheme=") }.map { String($0.dropFirst(7)) }
  }
}
