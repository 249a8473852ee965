internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `passdb { driver = static  args = nopassword=y }`
struct EveryPasswordIsRight: Rule {
  let page = RulePage(
    code: "DT0805", title: "Every name and every password is let in",
    problem: "A static passdb says nopassword, and is no proxy.",
    consequence: "Whoever connects reads, and where Postfix asks Dovecot sends, as any user.",
    fix: "Remove the block; for a proxy add proxy=y, so that the other server asks for the password.",
    exceptions: "A server for tests that nobody else reaches.",
    sources: ["Dovecot documentation, Static password database", "run with Dovecot 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    PasswordDatabase.all(on: server).flatMap { database -> [Finding] in
      guard database.driver == "static", database.takesAnyPassword, !database.isProxy, !database.isDeny,
        !database.isMaster, database.fields["allow_nets"] == nil
      else { return [] }
      return server.listeners.logins.filter { $0.daemon == .dovecot }.map {
        server.finding(.error, "Every name with every password is let in (nopassword).", database.cause, at: $0)
      }
    }
  }
}
