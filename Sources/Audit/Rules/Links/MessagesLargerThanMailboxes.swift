internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `message_size_limit = 100000000 with mailbox_size_limit = 51200000`
struct MessagesLargerThanMailboxes: Rule {
  let page = RulePage(
    code: "DT0609", title: "Messages may be larger than a mailbox",
    problem:
      "message_size_limit is higher than mailbox_size_limit, or than virtual_mailbox_limit where virtual(8) delivers.",
    consequence: "local(8) and virtual(8) end with a fatal error, and all mail stays in the queue.",
    fix: "Raise mailbox_size_limit (virtual_mailbox_limit), or set it to 0.",
    exceptions: "None.",
    sources: ["local(8)", "virtual(8)", "postconf(5)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.server.exceededMailboxes(server.addressClasses).map { exceeded in
      let limit = exceeded.limit
      let cause = exceeded.message.isWritten ? exceeded.message : limit
      return server.finding(
        .error, "message_size_limit (\(exceeded.messageSize)) is higher than \(limit.name) (\(exceeded.bound)).", cause,
        besides: cause.name == limit.name ? [] : limit.isWritten ? [limit] : [],
        fix: .set(limit.name, of: .postfix, to: "0", isSafe: false))
    }
  }
}
