internal import SettingsGraph
internal import SourceText

/// `relayhost = mail.example.net` on mail.example.net itself: values of main.cf that every program refuses when it
/// starts, beyond what their types say (3.5.25 and 3.10.13, run). The first ends the program; here all are told.
struct StartUpValues {
  private let configuration: PostfixConfiguration
  private var values: ParameterValues { configuration.values }

  init(_ configuration: PostfixConfiguration) { self.configuration = configuration }

  var problems: [Diagnostic] {
    [level, hostName("myhostname"), hostName("mydomain"), ownRelay, origin].compactMap { $0 }
  }

  /// Before 3.6 the level is a number, which its type judges.
  private var level: Diagnostic? {
    guard configuration.version.version >= ProgramVersion(3, 6), let level = explicit("compatibility_level"),
      CompatibilityLevel(level) == nil
    else { return nil }
    return refusal(
      of: "compatibility_level", "malformed compatibility level syntax: \"\(level.printable)\"",
      "compatibility_level takes up to three numbers.", "Write a version such as 3.6.")
  }

  private func hostName(_ name: String) -> Diagnostic? {
    guard let value = explicit(name), !value.isEmpty, !HostName.isValid(value) else { return nil }
    let file = "\(configuration.directory)/main.cf"
    return refusal(
      of: name, "file \(file): parameter \(name): bad parameter value: \(value.printable)",
      "\(name) is no host name.", "Write letters, digits and hyphens, with dots between.")
  }

  private var ownRelay: Diagnostic? {
    guard let relay = explicit("relayhost"), !relay.isEmpty, let host = values.expandedValue(of: "myhostname"),
      relay.map(ASCII.lowercased) == host.map(ASCII.lowercased)
    else { return nil }
    return refusal(
      of: "relayhost", "myhostname and relayhost parameter settings must not be identical: \(host.printable)",
      "The server would relay all mail to itself.", "Name another host, or none.")
  }

  /// Debian's programs read the name from a file where the value is a path.
  private var origin: Diagnostic? {
    guard let origin = explicit("myorigin"), origin.first != ASCII.slash, origin.contains(where: Tokens.isSeparator)
    else { return nil }
    return refusal(
      of: "myorigin", "myorigin parameter setting must not contain multiple values: \(origin.printable)",
      "myorigin is one domain.", "Write one domain, without commas and blanks.")
  }

  /// What main.cf sets, expanded.
  private func explicit(_ name: String) -> ArraySlice<UInt8>? {
    values.explicit.contains(Array(name.utf8)[...]) ? values.expandedValue(of: name) : nil
  }

  private func refusal(of name: String, _ words: String, _ message: String, _ nextStep: String) -> Diagnostic {
    Diagnostic(
      .error, code: "postfix.bad-value", message,
      at: FindingPlaces(configuration).place(of: .main(name: Array(name.utf8)[...])), nextStep: nextStep,
      daemonMessage: words, isRefusedByDaemon: true)
  }
}
