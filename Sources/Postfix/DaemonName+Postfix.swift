package import SettingsGraph

extension DaemonName {
  package static let postfix = DaemonName(rawValue: "postfix")
}
