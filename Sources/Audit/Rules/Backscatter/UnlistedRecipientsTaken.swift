internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_reject_unlisted_recipient = no`
struct UnlistedRecipientsTaken: Rule {
  let page = RulePage(
    code: "DT0404", title: "Recipients that are in no table are taken",
    problem: "smtpd_reject_unlisted_recipient is no, and no list has reject_unlisted_recipient.",
    consequence: "Mail to mailboxes that do not exist is taken and bounced later, to senders that are forged.",
    fix: "Remove the line; the default is yes.",
    exceptions: "A policy service or reject_unverified_recipient checks every recipient.",
    sources: ["postconf(5)", "BACKSCATTER_README"])

  private static let checks = ["reject_unlisted_recipient", "check_recipient_maps", "reject_unverified_recipient"]

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard !listener.exposure.is(.loopback), listener.kind == .smtp,
        let reject = server.postfix("smtpd_reject_unlisted_recipient", in: listener.context), !reject.isYes,
        !listener.stages.contains(where: { stage in Self.checks.contains(where: stage.contains) })
      else { return nil }
      return server.finding(
        .warning, "\(server.text(reject)) takes mail for mailboxes that do not exist.", reject, at: listener,
        fix: .set("smtpd_reject_unlisted_recipient", of: .postfix, to: "yes", isSafe: true))
    }
  }
}
