internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `local_recipient_maps =`
struct UnknownLocalUsersTaken: Rule {
  let page = RulePage(
    code: "DT0403", title: "Mail for local users who do not exist is taken",
    problem: "local_recipient_maps is empty.",
    consequence: "smtpd takes every local part; local(8) bounces what it does not know, to senders that are forged.",
    fix: "Remove the line: the default asks the password file and the aliases.",
    exceptions: "mailbox_transport or luser_relay takes every address.",
    sources: ["LOCAL_RECIPIENT_README", "BACKSCATTER_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let maps = server.postfix("local_recipient_maps"), maps.isWritten, maps.isEmpty,
      server.addressClasses[.local]?.value.isEmpty == false, server.postfix("luser_relay")?.isEmpty != false
    else { return [] }
    return server.listeners.mail.compactMap { listener in
      guard listener.isPublic, listener.kind == .smtp,
        !listener.stages.contains(where: { $0.contains("reject_unverified_recipient") })
      else { return nil }
      return server.finding(
        .warning, "Mail for local users who do not exist is taken: local_recipient_maps is empty.", maps, at: listener,
        fix: .set("local_recipient_maps", of: .postfix, to: "proxy:unix:passwd.byname $alias_maps", isSafe: false))
    }
  }
}
