internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `auth_mechanisms = plain cram-md5 digest-md5`
struct OldMechanisms: Rule {
  let page = RulePage(
    code: "DT0803", title: "Mechanisms that need readable passwords",
    problem: "auth_mechanisms has cram-md5, digest-md5, apop or ntlm.",
    consequence:
      "They work only where passwords are stored in clear or as good as that, and are themselves broken or given up (RFC 6331 for DIGEST-MD5). Clients that prefer them fail where the passwords are hashed.",
    fix: "auth_mechanisms = plain login inside TLS; scram-sha-256 where a challenge is wanted.",
    exceptions: "Old devices without TLS that know nothing else.",
    sources: ["RFC 6331", "RFC 8314", "Dovecot documentation, Authentication mechanisms"])

  private static let old: Set<String> = ["cram-md5", "digest-md5", "apop", "ntlm", "rpa", "skey", "otp", "lanman"]

  func findings(on server: AuditedServer) -> [Finding] {
    guard let mechanisms = server.dovecot("auth_mechanisms"), mechanisms.isWritten else { return [] }
    let unknown = AuthMechanisms.unknown(in: mechanisms, on: server)
    let old = mechanisms.words.map { $0.lowercased() }.filter { Self.old.contains($0) && !unknown.contains($0) }
    guard !old.isEmpty else { return [] }
    return [
      server.finding(
        .note,
        "\(old.joined(separator: ", ")) in auth_mechanisms: passwords have to be stored so that they can be read.",
        mechanisms, fix: AuthMechanisms.fix(mechanisms, without: old, isSafe: false))
    ]
  }
}
