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
    guard let message = server.postfix("message_size_limit"), let size = Int(message.text) else { return [] }
    var limits = ["mailbox_size_limit"]
    if let transport = server.postfix("virtual_transport"), transport.text.prefix(while: { $0 != ":" }) == "virtual",
      server.addressClasses[.virtualMailbox]?.value.isEmpty == false
    {
      limits.append("virtual_mailbox_limit")
    }
    return limits.compactMap { name in
      guard let limit = server.postfix(name), let bound = Int(limit.text), bound > 0, size == 0 || size > bound else {
        return nil
      }
      let cause = message.isWritten ? message : limit
      return server.finding(
        .error, "message_size_limit (\(size)) is higher than \(name) (\(bound)).", cause,
        besides: cause.name == limit.name ? [] : limit.isWritten ? [limit] : [],
        fix: .set(name, of: .postfix, to: "0", isSafe: false))
    }
  }
}
