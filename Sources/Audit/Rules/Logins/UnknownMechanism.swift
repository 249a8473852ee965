internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `auth_mechanisms = plain cram_md5`
struct UnknownMechanism: Rule {
  let page = RulePage(
    code: "DT0804", title: "A mechanism that this Dovecot does not have",
    problem: "auth_mechanisms names a mechanism that the version does not know.",
    consequence: "The auth process ends with a fatal error: nobody can log in. doveconf does not notice.",
    fix: "Correct the word, or take it out; rpa and skey are gone from 2.3.19.",
    exceptions: "The mechanism is in a plugin of one's own.",
    sources: ["run with Dovecot 2.3.19.1 and 2.4.1: Unknown authentication mechanism"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let mechanisms = server.dovecot("auth_mechanisms"), mechanisms.isWritten else { return [] }
    let unknown = AuthMechanisms.unknown(in: mechanisms, on: server)
    guard let word = unknown.first else { return [] }
    return [
      server.finding(
        .error, "\(word) in auth_mechanisms is no mechanism: nobody can log in.", mechanisms,
        fix: AuthMechanisms.fix(mechanisms, without: unknown, isSafe: true))
    ]
  }
}
