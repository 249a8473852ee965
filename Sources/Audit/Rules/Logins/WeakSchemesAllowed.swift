internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `auth_allow_weak_schemes = yes`
struct WeakSchemesAllowed: Rule {
  let page = RulePage(
    code: "DT0818", title: "Passwords may be stored in a form that is soon broken",
    problem: "Dovecot 2.4 is told to take weak password schemes: MD5, DES, LANMAN, plain digests.",
    consequence: "Who gets the table has most of the passwords within hours.",
    fix:
      "Store new passwords as ARGON2ID, BLF-CRYPT or SHA512-CRYPT; old ones are replaced as people log in. Then remove the line.",
    exceptions: "Until the last old password is replaced.",
    sources: ["Dovecot documentation, Password schemes"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let weak = server.dovecot("auth_allow_weak_schemes"), weak.isYes else { return [] }
    return [server.finding(.note, "\(server.text(weak)): passwords may be stored in a form that is soon broken.", weak)]
  }
}
