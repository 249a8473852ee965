internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `mynetworks_style = host` beside `mynetworks`, `smtpd_sasl_path` without `smtpd_sasl_auth_enable`
struct SettingWithoutEffect: Rule {
  let page = RulePage(
    code: "DT1211", title: "A setting that another one makes idle",
    problem:
      "A written setting has no effect as things stand, because another setting switches off what would read it.",
    consequence:
      "The server does not do what the line says. That is right where the line only waits; who believes in it is wrong.",
    fix: "Change the setting that the message names, or remove the idle line.",
    exceptions: "Lines kept for the day on which the other setting changes.",
    sources: ["run with Postfix 3.7.11 and 3.10.13, Dovecot 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.server.effectiveRows(in: nil).compactMap { row in
      guard let configuration = server.server.configuration(of: row.daemon), !isToldElsewhere(row, server),
        let span = server.server.graph[row.winner].origin.span
      else { return nil }
      let implications = configuration.implications(
        of: row.resolution, in: server.server.graph, files: server.server.files)
      // What nobody would change, such as disable_plaintext_auth = yes under ssl = required, is no contradiction.
      guard let moot = implications.first(where: { $0.makesMoot && $0.remedy != nil }), !isUsedByService(row, server)
      else { return nil }
      let cause = moot.span.flatMap { $0 == span ? nil : [Finding.Place("cause", at: $0)] } ?? []
      let saysSo = moot.sentence.contains("has no effect")
      return Finding(
        .note, saysSo ? moot.sentence : "\(row.name) has no effect. \(moot.sentence)",
        at: [Finding.Place(row.name, at: span)] + cause)
    }
  }

  /// `-o smtpd_sasl_auth_enable=yes` of one service makes main.cf's smtpd_sasl_type count there.
  private func isUsedByService(_ row: EffectiveRow, _ server: AuditedServer) -> Bool {
    guard let postfix = server.postfix, row.daemon == .postfix, row.scope == .global else { return false }
    let graph = server.server.graph
    return postfix.services.prefix(100).contains { service in
      guard service.isEnabled, !service.options.isEmpty,
        let resolution = server.server.resolution(of: row.resolution.setting, in: Context(service: service.name)),
        resolution.winner == row.winner
      else { return false }
      return !postfix.implications(of: resolution, in: graph, files: server.server.files).contains(where: \.makesMoot)
    }
  }

  /// Options that their program does not read, and what one service alone makes of main.cf's value.
  private func isToldElsewhere(_ row: EffectiveRow, _ server: AuditedServer) -> Bool {
    guard row.daemon == .postfix, let service = server.server.graph[row.scope].condition?.name else { return false }
    let command = server.postfix?.services.last { $0.name == service && $0.isEnabled }?.command ?? ""
    return server.postfix?.readers(of: Array(row.name.utf8)[...], besides: command) != nil
  }
}
