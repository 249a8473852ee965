internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `auth_cache_size = 10M with auth_cache_negative_ttl = 0`
struct CacheForgetsFailures: Rule {
  let page = RulePage(
    code: "DT0820", title: "Wrong names ask the database each time",
    problem: "The auth cache is on, and answers of no such user are not kept in it.",
    consequence: "Who guesses names puts a query to the database with each guess, which the cache was to prevent.",
    fix: "Remove auth_cache_negative_ttl: the default is an hour.",
    exceptions: "New users must be able to log in at once.",
    sources: ["Dovecot documentation, Authentication caching"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let size = server.dovecot("auth_cache_size"), size.text.first.map({ $0 != "0" }) == true,
      let failures = server.dovecot("auth_cache_negative_ttl"), failures.isWritten,
      failures.text.prefix(while: \.isNumber) == "0"
    else { return [] }
    return [
      server.finding(
        .note, "\(server.text(failures)): only good answers are kept.", failures, besides: [size],
        fix: .set("auth_cache_negative_ttl", of: .dovecot, to: "1 hours", isSafe: true))
    ]
  }
}
