internal import SettingsGraph
internal import SourceText

/// One rule of what other values make of the one that was asked about.
typealias ImplicationRule = @Sendable (ImplicationQuestion) -> [Implication]

extension PostfixConfiguration {
  /// The rules that have a file of their own each.
  static let furtherRules: [ImplicationRule] = [
    { ServiceTruth($0).implications }, { ReaderTruth($0).implications }, { WrittenValueTruth($0).implications },
    { AuthenticationTruth($0).implications }, { NetworkTruth($0).implications }, { ListTruth($0).implications },
    { OptionTruth($0).implications }, { UserNameTruth($0).implications },
  ]

  /// Those of them that can make a value moot.
  static let mootRules: [ImplicationRule] = [
    { ServiceTruth($0).implications }, { ReaderTruth($0).ofWinner }, { AuthenticationTruth($0).implications },
    { NetworkTruth($0).ofOneService }, { ListTruth($0).implications },
  ]

  /// Whether a program reads a parameter that is given to it with `-o`.
  ///
  /// What a service's name makes a parameter (`turtle_destination_rate_delay`) is the queue manager's to read, but for
  /// the time limit, which the service itself reads.
  func isRead(_ name: ArraySlice<UInt8>, by command: String) -> Bool { readers(of: name, besides: command) == nil }

  /// The programs that read a parameter in place of `command`; nil where that reads it, or nobody knows.
  package func readers(of name: ArraySlice<UInt8>, besides command: String) -> [String]? {
    if let parameter = catalogue[name] { return parameter.isRead(by: command) ? nil : parameter.programs }
    guard values.isBuiltIn(name), !name.text.hasSuffix("_time_limit") else { return nil }
    return command == "qmgr" || command == "oqmgr" ? nil : ["qmgr"]
  }
}

extension ImplicationQuestion {
  var winner: AssignmentID? { resolution.winner }

  var winnerSpan: SourceSpan? { winner.flatMap { graph[$0].origin.span } }

  /// ` (/etc/postfix/main.cf:4)`, or nothing for a default.
  func place(_ span: SourceSpan?) -> String { span.map { " (\(files.place(of: $0)))" } ?? "" }

  /// `smtpd_tls_auth_only = yes (/etc/postfix/main.cf:4)`
  func stated(_ other: String) -> String {
    let value = value(of: other)
    return value.isEmpty
      ? "an empty \(other)\(place(explicitSpan(of: other)))" : "\(other) = \(value)\(place(explicitSpan(of: other)))"
  }

  func setting(_ other: String, to value: String) -> Remedy { .set(other, to: value, at: explicitSpan(of: other)) }
}
