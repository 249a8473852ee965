internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mail_path = maildir:~/Maildir` with Dovecot 2.4
struct LocationInPath: Rule {
  let page = RulePage(
    code: "DT1012", title: "A mail_location of 2.3 written as mail_path",
    problem: "mail_path begins with a driver, as mail_location of Dovecot 2.3 does.",
    consequence:
      "2.4 takes it for a path, makes a directory maildir:~ below the user's home, and the mailboxes look empty.",
    fix: "Write the driver as mail_driver and the rest as mail_path.", exceptions: "None.",
    sources: ["Dovecot documentation, Upgrading from 2.3 to 2.4", "run with Dovecot 2.4.1"])

  private static let drivers = ["maildir", "mbox", "sdbox", "mdbox", "dbox", "mh", "imapc", "pop3c"]

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.hasDovecot2_4(), let path = server.dovecot("mail_path"), path.isWritten else { return [] }
    guard Self.drivers.contains(where: { path.text.hasPrefix("\($0):") }) else { return [] }
    return [server.finding(.error, "\(server.text(path)) is taken as a path, driver and all.", path)]
  }
}
