internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `passdb { master = yes } without auth_master_user_separator`
struct MasterUsersCannotLogIn: Rule {
  let page = RulePage(
    code: "DT0807", title: "Master users have no way to say whose mailbox they want",
    problem: "A passdb is for master users, and auth_master_user_separator is empty.",
    consequence:
      "user*master does not work; only the few clients that can send another name to act for (SASL authzid) get in.",
    fix: "auth_master_user_separator = *, or remove the block.",
    exceptions: "Programs that log in with an authzid, such as imapsync.",
    sources: ["Dovecot documentation, Master users"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let separator = server.dovecot("auth_master_user_separator"), separator.isEmpty,
      let master = PasswordDatabase.all(on: server).first(where: \.isMaster)
    else { return [] }
    return [
      server.finding(
        .note, "There are master users, and auth_master_user_separator is empty: user*master does not work.",
        master.cause,
        besides: separator.isWritten ? [separator] : [],
        fix: .set("auth_master_user_separator", of: .dovecot, to: "*", isSafe: false))
    ]
  }
}
