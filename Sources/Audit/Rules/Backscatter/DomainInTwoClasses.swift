internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mydestination = example.net` with `virtual_mailbox_domains = example.net`
struct DomainInTwoClasses: Rule {
  let page = RulePage(
    code: "DT0401", title: "A domain is in two address classes",
    problem:
      "The same domain is listed in two of mydestination, virtual_alias_domains, virtual_mailbox_domains, relay_domains.",
    consequence:
      "The first of them takes the mail. Mailboxes of the other are unknown there: mail is refused, or goes to system users of the same name. Postfix logs a warning for each message.",
    fix: "Keep the domain in the class whose mailboxes it has; mydestination is for system users alone.",
    exceptions: "None.", sources: ["ADDRESS_CLASS_README", "run: do not list domain X in BOTH A and B"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.addressClasses.overlaps.map { domain, first, second in
      server.finding(
        .error, "\(domain) is in \(first.value.name) and in \(second.value.name); \(first.value.name) takes its mail.",
        first.value, besides: [second.value])
    }
  }
}
