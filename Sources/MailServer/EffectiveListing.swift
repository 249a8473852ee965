internal import Dovecot
internal import Postfix
package import SettingsGraph
internal import SourceText

/// One line of `show`: a setting, its value in effect, and where that comes from.
package struct EffectiveRow: Sendable {
  package let daemon: DaemonName
  package let name: String
  package let scope: ScopeID
  package let value: SettingValue
  package let winner: AssignmentID
  package let resolution: Resolution
}

extension MailServer {
  /// What is in effect, daemon by daemon, in the reading order of the winners; built-in defaults, where asked for, last.
  ///
  /// Without a context every scope has lines of its own; with one, each setting has one line, for that context.
  package func effectiveRows(in context: Context?, withDefaults: Bool = false) -> [EffectiveRow] {
    var rows: [EffectiveRow] = []
    for configuration in configurations {
      let written = configuration.effectiveSettings(in: context, of: graph).compactMap { row($0, configuration) }
      rows = rows.isEmpty ? written : rows + written
      if withDefaults { rows += defaultRows(of: configuration, besides: written, in: context ?? Context()) }
    }
    return rows
  }

  /// The lines of one setting: for one context, its value there, written or not; else one for every scope that sets it.
  package func rows(of setting: SettingID, in context: Context) -> [EffectiveRow] {
    guard let configuration = configuration(of: graph[setting].daemon) else { return [] }
    let resolution = configuration.precedence.resolution(of: setting, in: context, of: graph)
    return [
      row(EffectiveSetting(setting: setting, scope: scope(of: resolution), resolution: resolution), configuration)
    ].compactMap { $0 }
  }

  private func defaultRows(
    of configuration: any DaemonConfiguration, besides written: [EffectiveRow], in context: Context
  ) -> [EffectiveRow] {
    let shown = Set(written.map(\.resolution.setting))
    var rows: [EffectiveRow] = []
    for index in graph.settings.indices where graph.settings[index].daemon == configuration.daemon {
      let setting = SettingID(rawValue: UInt32(index))
      if !shown.contains(setting) { rows += self.rows(of: setting, in: context) }
    }
    return rows.sorted { $0.name < $1.name }
  }

  private func row(_ effective: EffectiveSetting, _ configuration: any DaemonConfiguration) -> EffectiveRow? {
    guard let winner = effective.resolution.winner,
      let value = configuration.shownValue(of: effective.resolution, in: graph, files: files)
    else { return nil }
    return EffectiveRow(
      daemon: configuration.daemon, name: graph.name(of: effective.setting), scope: effective.scope, value: value,
      winner: winner, resolution: effective.resolution)
  }

  private func scope(of resolution: Resolution) -> ScopeID { resolution.winner.map { graph[$0].scope } ?? .global }
}
