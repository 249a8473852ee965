package import SourceText

/// What the floors above ask of one daemon's configuration, whichever daemon it is.
///
/// A daemon's reader adds its files to `SourceFiles` and its assignments to `SettingsGraph`; this is what it keeps.
package protocol DaemonConfiguration: Sendable {
  var daemon: DaemonName { get }
  var version: AssumedVersion { get }
  /// Every problem of the daemon's files, in reading order; nothing stops at the first.
  var diagnostics: [Diagnostic] { get }
  var precedence: any PrecedenceRule { get }

  /// The setting that `name` means to this daemon and version, as its canonical path (`smtpd_banner`,
  /// `service/imap-login/inet_listener/imaps/port`), or what comes near it.
  func lookUp(_ name: String, in graph: SettingsGraph) -> NameLookup

  /// Puts the built-in default of one setting on the graph, where there is one and it is not there yet.
  func addDefault(of path: String, to graph: inout SettingsGraph)

  /// Puts every built-in default on the graph, for `show --all`.
  func addAllDefaults(to graph: inout SettingsGraph)

  /// The built-in default as the daemon uses it in a context, whether it is on the graph or not.
  func defaultValue(
    of path: String, in context: Context, of graph: SettingsGraph, files: SourceFiles
  ) -> SettingValue?

  /// What the files set, in the reading order of the winners: without a context a line for every scope that sets a
  /// setting; with one, a line for each setting, for that context.
  func effectiveSettings(in context: Context?, of graph: SettingsGraph) -> [EffectiveSetting]

  /// The value in effect as the daemon's own tool writes it: typed values in their normal form, nothing expanded.
  func shownValue(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> SettingValue?

  /// The value in effect as the daemon uses it: `$name` expanded, typed values normalised.
  func expandedValue(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> SettingValue?

  /// What the value in effect does to other settings, and they to it.
  func implications(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> [Implication]

  /// The first of them that makes the value itself moot and that one can undo.
  ///
  /// For whoever asks about every setting of a server: what never makes a value moot is not looked for.
  func mootCause(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> Implication?

  /// Whether a value of the setting must not be shown, whatever it is.
  func mayHoldSecret(_ path: String) -> Bool

  /// Text that looks like an assignment of the setting but never became one (commented out, swallowed by a
  /// continuation, in a file that no include reads), with the reason.
  func unreadMentions(of path: String, in graph: SettingsGraph, files: SourceFiles) -> [UnreadMention]
}

/// One line of what is in effect: a setting, the scope it counts in, and who wins there.
package struct EffectiveSetting: Sendable {
  package let setting: SettingID
  package let scope: ScopeID
  package let resolution: Resolution

  package init(setting: SettingID, scope: ScopeID, resolution: Resolution) {
    self.setting = setting
    self.scope = scope
    self.resolution = resolution
  }
}

/// What a name means to a daemon.
package enum NameLookup: Sendable, Equatable {
  case known(path: String)
  /// Not known to this version; `otherVersion` tells where it is, `suggestions` what was probably meant.
  case unknown(suggestions: [String], otherVersion: String?)
}
