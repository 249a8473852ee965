internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `soft_bounce = yes`
struct SoftBounceLeftOn: Rule {
  let page = RulePage(
    code: "DT0407", title: "Every refusal is only for now",
    problem: "soft_bounce is on: it turns all 5xx answers into 4xx, and bounces into retries.",
    consequence: "Senders of mail to a wrong address hear of it after five days; the queues of both sides fill up.",
    fix: "Remove soft_bounce; it is for the hours of a change.",
    exceptions: "The hours of a change.",
    sources: ["postconf(5), soft_bounce"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let soft = server.postfix("soft_bounce"), soft.isYes else { return [] }
    return [
      server.finding(
        .warning, "soft_bounce = yes: no wrong address is refused for good.", soft,
        fix: .set("soft_bounce", of: .postfix, to: "no", isSafe: true))
    ]
  }
}
