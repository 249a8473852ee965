package import SettingsGraph

extension DaemonName {
  /// Dovecot, of either line of the configuration language (2.3 and 2.4).
  package static let dovecot = DaemonName(rawValue: "dovecot")
}
