internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `mynetworks_style = host` beside `mynetworks`, `smtpd_sasl_path` without `smtpd_sasl_auth_enable`
struct SettingWithoutEffect: Rule {
  let page = RulePage(
    code: "DT1211", title: "A setting that another one makes idle",
    problem: "A written setting has no effect as things stand, because another setting switches off what would read it.",
    consequence: "The server does not do what the line says. That is right where the line only waits; who believes in it is wrong.",
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
      guard let moot = implications.first(where: \.makesMoot) else { return nil }
      let cause = moot.span.flatMap { $0 == span ? nil : [Finding.Place("cause", at: $0)] } ?? []
      return Finding(
        .note, "\(row.name) has no effect. \(moot.sentence)", at: [Finding.Place(row.name, at: span)] + cause)
    }
  }

  /// Options that their program does not read, and what one service alone makes of main.cf's value.
  private func isToldElsewhere(_ row: EffectiveRow, _ server: AuditedServer) -> Bool {
    guard row.daemon == .postfix, let service = server.server.graph[row.scope].condition?.name else { return false }
    let command = server.postfix?.services.last { $0.name == service && $0.isEnabled }?.command ?? ""
    return server.postfix?.readers(of: Array(row.name.utf8)[...], besides: command) != nil
  }
}
