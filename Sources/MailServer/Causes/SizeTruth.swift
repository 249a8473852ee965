internal import Dovecot
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `-o message_size_limit=50000000` of smtpd, `mailbox_size_limit` below `message_size_limit`: sizes that stop what
/// another one lets in.
struct SizeTruth {
  let server: MailServer

  func implications(of resolution: Resolution) -> [Implication] {
    let name = server.graph.name(of: resolution.setting)
    switch (server.graph[resolution.setting].daemon, name) {
    case (.postfix, "message_size_limit"): return ofCleanup(resolution) + ofMailboxes(name) + ofDovecot(name)
    case (.postfix, "mailbox_size_limit"), (.postfix, "virtual_mailbox_limit"): return ofMailboxes(name)
    case (.dovecot, "plugin/quota_max_mail_size"), (.dovecot, "quota_mail_size"): return ofDovecot(name)
    default: return []
    }
  }

  /// local(8) and virtual(8) end at their start: `mailbox_size_limit is smaller than message_size_limit`.
  private func ofMailboxes(_ name: String) -> [Implication] {
    server.exceededMailboxes(AddressClasses(of: server)).compactMap { exceeded in
      guard [exceeded.message.name, exceeded.limit.name].contains(name) else { return nil }
      let program = exceeded.limit.name == "mailbox_size_limit" ? "local" : "virtual"
      return Implication(
        "\(stated(exceeded.message)) is higher than \(stated(exceeded.limit)): \(program) ends with a fatal error, and its mail stays in the queue.",
        span: exceeded.limit.span, makesMoot: exceeded.limit.name == name,
        remedy: .set(
          exceeded.limit.name, to: exceeded.messageSize == 0 ? "0" : exceeded.message.text, at: exceeded.limit.span))
    }
  }

  private func ofDovecot(_ name: String) -> [Implication] {
    guard let exceeded = server.exceededMailSize, [exceeded.message.name, exceeded.limit.name].contains(name) else {
      return []
    }
    let limit = stated(exceeded.limit)
    return [
      Implication(
        "Postfix takes mail up to \(stated(exceeded.message)), and Dovecot refuses what is larger than \(limit): it bounces.",
        span: name == exceeded.limit.name ? exceeded.message.span : exceeded.limit.span)
    ]
  }

  /// smtpd announces its own value, and cleanup, which takes the message from it, has the one of main.cf.
  private func ofCleanup(_ resolution: Resolution) -> [Implication] {
    guard let winner = resolution.winner, case .serviceOption(let span, _) = server.graph[winner].origin,
      let own = server.value(of: "message_size_limit", of: .postfix, in: resolution.context),
      let service = own.context.service,
      server.postfix?.services.contains(where: {
        $0.isEnabled && $0.command == "smtpd" && ($0.name == service || $0.service == service)
      }) == true,
      let cleanup = cleanup(of: resolution.context), let size = Int(own.text), let bound = Int(cleanup.text), bound > 0,
      size == 0 || size > bound
    else { return [] }
    return [
      Implication(
        "smtpd hands the message to cleanup, which has \(stated(cleanup)) and refuses what is larger: an option of smtpd can only lower the limit.",
        span: span, makesMoot: true,
        remedy: Remedy(
          "Write `message_size_limit = \(own.text)` in main.cf.", at: cleanup.span ?? span,
          .setEverywhere("message_size_limit", value: own.text)))
    ]
  }

  /// The value of the cleanup service that a service of smtpd hands its mail to.
  private func cleanup(of context: Context) -> EffectiveValue? {
    let name = server.value(of: "cleanup_service_name", of: .postfix, in: context)?.text ?? "cleanup"
    return server.value(of: "message_size_limit", of: .postfix, in: Context(service: "\(name)/unix"))
  }

  private func stated(_ value: EffectiveValue) -> String {
    "\(value.name) = \(value.text)" + (value.span.map { " (\(server.files.place(of: $0)))" } ?? " (built-in default)")
  }
}
