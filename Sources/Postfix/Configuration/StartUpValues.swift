internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `relayhost = mail.example.net` on mail.example.net itself: values of main.cf that every program refuses when it
/// starts, beyond what their types say (3.5.25 and 3.10.13, run). The first ends the program; here all are told.
struct StartUpValues {
  private let configuration: PostfixConfiguration
  private let tree: ServerTree
  private var values: ParameterValues { configuration.values }

  init(_ configuration: PostfixConfiguration, _ tree: ServerTree) {
    (self.configuration, self.tree) = (configuration, tree)
  }

  var problems: [Diagnostic] {
    [level, hostName("myhostname"), hostName("mydomain"), ownRelay, origin, facility].compactMap { $0 } + accounts
  }

  /// Names as Postfix spells them, in small letters.
  private static let facilities: Set<String> = [
    "auth", "authpriv", "cron", "daemon", "ftp", "kern", "lpr", "mail", "news", "user", "uucp", "local0", "local1",
    "local2", "local3", "local4", "local5", "local6", "local7",
  ]

  private var facility: Diagnostic? {
    guard let value = explicit("syslog_facility"), !value.isEmpty, !Self.facilities.contains(value.text) else {
      return nil
    }
    return refusal(
      of: "syslog_facility",
      "file \(configuration.directory)/main.cf: parameter syslog_facility: unrecognized value: \(value.printable)",
      "\(value.printable) is no facility of syslog.", "Write mail, or another facility, in small letters.")
  }

  /// Asked only where main.cf names an account: the defaults are those of the package, which makes them.
  private var accounts: [Diagnostic] {
    let names = ["mail_owner", "default_privs", "setgid_group"]
    guard names.contains(where: { explicit($0) != nil }) else { return [] }
    let values = names.map { name in self.values.expandedValue(of: name)?.printable }
    let refusals = AccountRefusals(
      tree, directory: configuration.directory, version: configuration.version.version)
    return refusals.refusals(owner: values[0], privileges: values[1], group: values[2]).filter {
      explicit($0.parameter).map { !$0.isEmpty } ?? true
    }.map { refused in
      refusal(of: refused.parameter, refused.words, refused.explanation, "Name another account, of its own.")
    }
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
