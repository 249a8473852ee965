internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `recipient_delimiter = - in Postfix and + in Dovecot`
struct RecipientDelimiterDiffers: Rule {
  let page = RulePage(
    code: "DT0614", title: "Postfix and Dovecot split addresses differently",
    problem: "Mail goes to Dovecot by LMTP, and the two recipient_delimiter differ.",
    consequence:
      "user-shop@example.net is known to Postfix and unknown to Dovecot, or the other way round: mail is bounced.",
    fix: "Give both the same value.",
    exceptions: "Addresses with a delimiter are rewritten before they get to Dovecot.",
    sources: ["postconf(5)", "Dovecot documentation, recipient_delimiter"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.links.of(.lmtp).contains(where: { $0.listener != nil }),
      let postfix = server.postfix("recipient_delimiter"), let dovecot = server.dovecot("recipient_delimiter"),
      !postfix.isEmpty, !Set(postfix.text).isSubset(of: Set(dovecot.text))
    else { return [] }
    return [
      server.finding(
        .warning,
        "recipient_delimiter is \(postfix.text) in Postfix and \(dovecot.isEmpty ? "empty" : dovecot.text) in Dovecot.",
        postfix, besides: dovecot.isWritten ? [dovecot] : [],
        fix: .set("recipient_delimiter", of: .dovecot, to: postfix.text, isSafe: false))
    ]
  }
}
