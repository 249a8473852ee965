internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `passdb { driver = static  args = password=secret }`
struct OnePasswordForAll: Rule {
  let page = RulePage(
    code: "DT0806", title: "One password opens every mailbox",
    problem: "A static passdb has a password that is right for every name.",
    consequence: "Who knows or guesses it has all mailboxes.",
    fix: "Remove the block; for an administrator use a passdb with master = yes and auth_master_user_separator.",
    exceptions: "A proxy that logs in elsewhere with it, or a server for tests.",
    sources: ["Dovecot documentation, Static password database"])

  func findings(on server: AuditedServer) -> [Finding] {
    PasswordDatabase.all(on: server).compactMap { database in
      guard database.driver == "static", database.hasPassword, !database.takesAnyPassword, !database.isProxy,
        !database.isDeny, !database.isMaster, database.fields["allow_nets"] == nil
      else { return nil }
      return server.finding(.warning, "One password is right for every user.", database.cause)
    }
  }
}
