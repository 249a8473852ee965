internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `virtual_mailbox_domains = example.net without virtual_mailbox_maps`
struct VirtualMailboxesUnlisted: Rule {
  let page = RulePage(
    code: "DT0405", title: "Mail for a virtual domain is taken for anybody",
    problem:
      "virtual_mailbox_domains has domains, virtual_mailbox_maps is empty, and nothing else checks the recipient.",
    consequence: "smtpd takes every address; the delivery bounces those without a mailbox, to senders that are forged.",
    fix:
      "List the mailboxes in virtual_mailbox_maps, or ask Dovecot: reject_unverified_recipient, or its quota-status as a policy service.",
    exceptions: "The mailbox server takes every address.",
    sources: ["BACKSCATTER_README", "postconf(5), smtpd_reject_unlisted_recipient"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let domains = server.addressClasses[.virtualMailbox]?.value, domains.isWritten, !domains.isEmpty else {
      return []
    }
    return server.listeners.mail.compactMap { listener in
      guard listener.isPublic, listener.kind == .smtp,
        server.postfix("virtual_mailbox_maps", in: listener.context)?.isEmpty == true,
        !listener.stages.contains(where: \.mayCheckRecipients)
      else { return nil }
      return server.finding(
        .warning, "Mail for virtual_mailbox_domains is taken whatever the recipient: virtual_mailbox_maps is empty.",
        domains, at: listener)
    }
  }
}
