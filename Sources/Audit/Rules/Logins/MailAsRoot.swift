internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `first_valid_uid = 0`
struct MailAsRoot: Rule {
  let page = RulePage(
    code: "DT0811", title: "Mail processes may run as root",
    problem: "first_valid_uid is 0, so that a userdb can hand out uid 0.",
    consequence: "One wrong row in the userdb, or a fault in the imap process, and a mail user has the whole machine.",
    fix: "Give the mail a user of its own (vmail), chown the mailboxes, and set first_valid_uid to its number.",
    exceptions: "None.",
    sources: ["Dovecot documentation, first_valid_uid"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let first = server.dovecot("first_valid_uid"), first.isWritten, Int(first.text) == 0 else { return [] }
    return [server.finding(.warning, "\(server.text(first)) lets mail processes run as root.", first)]
  }
}
