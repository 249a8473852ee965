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

  private struct Idle {
    let name: String
    let span: SourceSpan
    let cause: Implication
  }

  /// One finding for what one cause makes idle.
  func findings(on server: AuditedServer) -> [Finding] {
    var order: [String] = []
    var groups: [String: [Idle]] = [:]
    for idle in server.effectiveRows.compactMap({ idle($0, server) }) {
      let key = idle.cause.sentence.replacing(idle.name, with: "$")
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(idle)
    }
    return order.compactMap { groups[$0] }.compactMap(finding)
  }

  private func idle(_ row: EffectiveRow, _ server: AuditedServer) -> Idle? {
    let graph = server.server.graph
    // What counts in a filter is decided by a connection's facts, which no rule has.
    guard let configuration = server.server.configuration(of: row.daemon), !isToldElsewhere(row, server),
      let span = graph[row.winner].origin.span, !graph.conditions(of: row.scope).contains(where: { $0.kind == .filter })
    else { return nil }
    // What nobody would change, such as disable_plaintext_auth = yes under ssl = required, has no remedy.
    guard let cause = configuration.mootCause(of: row.resolution, in: graph, files: server.server.files),
      !isUsedByService(row, server)
    else { return nil }
    return Idle(name: row.name, span: span, cause: cause)
  }

  private func finding(_ group: [Idle]) -> Finding? {
    guard let first = group.first else { return nil }
    let told = first.cause.sentence
    let sentence = told.hasPrefix("an empty") ? "A" + told.dropFirst() : told
    let saysSo = sentence.contains("has no effect") && group.count == 1
    let what =
      group.count == 1
      ? "\(first.name) has no effect." : "\(group.count) settings, \(first.name) the first, have no effect."
    let isElsewhere = first.cause.span != nil && first.cause.span != first.span
    return Finding(
      .note, saysSo ? sentence : "\(what) \(sentence)",
      at: group.map { Finding.Place($0.name, at: $0.span) }
        + (isElsewhere ? [Finding.Place("cause", at: first.cause.span)] : []))
  }

  /// `-o smtpd_sasl_auth_enable=yes` of one service makes main.cf's smtpd_sasl_type count there.
  private func isUsedByService(_ row: EffectiveRow, _ server: AuditedServer) -> Bool {
    guard let postfix = server.postfix, row.daemon == .postfix, row.scope == .global else { return false }
    let graph = server.server.graph
    return postfix.services.prefix(100).contains { service in
      guard service.isEnabled, !service.options.isEmpty,
        let resolution = server.server.outcome(of: row.resolution.setting, in: Context(service: service.name)),
        resolution.winner == row.winner
      else { return false }
      return postfix.mootCause(of: resolution, in: graph, files: server.server.files) == nil
    }
  }

  /// Options that their program does not read, and what one service alone makes of main.cf's value.
  private func isToldElsewhere(_ row: EffectiveRow, _ server: AuditedServer) -> Bool {
    guard row.daemon == .postfix, let service = server.server.graph[row.scope].condition?.name else { return false }
    let command = server.postfix?.services.last { $0.name == service && $0.isEnabled }?.command ?? ""
    return server.postfix?.readers(of: Array(row.name.utf8)[...], besides: command) != nil
  }
}
