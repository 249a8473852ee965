package import SettingsGraph
package import SourceText

/// One cause, and every place where it shows: `smtpd_tls_auth_only = no` at main.cf:12, for ports 25 and 587.
package struct Finding: Sendable {
  package typealias Severity = Diagnostic.Severity

  /// A line, or the fact that a default counts.
  package struct Place: Sendable, Hashable {
    /// The setting, service or file that the place is about.
    package let subject: String
    package let span: SourceSpan?
    /// A file as a whole.
    package let path: String?

    package init(_ subject: String, at span: SourceSpan?, path: String? = nil) {
      self.subject = subject
      self.span = span
      self.path = path
    }
  }

  /// Filled in from the rule's page.
  package internal(set) var code = ""
  package internal(set) var severity: Severity
  /// What is the case, in one sentence; without the places.
  package let message: String
  /// The cause first, then others that belong to it.
  package internal(set) var places: [Place]
  /// `port 587`: where clients meet it; empty for the server as a whole.
  package internal(set) var listeners: [String]
  package let fix: Fix?

  package init(
    _ severity: Severity, _ message: String, at places: [Place], listeners: [String] = [], fix: Fix? = nil
  ) {
    self.severity = severity
    self.message = message
    self.places = places
    self.listeners = listeners
    self.fix = fix
  }
}

/// How a finding can be set right.
package struct Fix: Sendable, Equatable {
  package enum Change: Sendable, Equatable {
    /// `setting = value`; with a service, as its `-o` option.
    case set(DaemonName, setting: String, value: String, service: String?)
    /// A list of main.cf has an element, before the ones that are named.
    case addElement(parameter: String, element: String, before: [String])
    /// A list of main.cf has no such element any more: `reject_rbl_client zone`, or the name alone for all of its kind.
    case removeElement(parameter: String, element: String)
  }

  package let changes: [Change]
  /// Nobody who is served today is turned away by it, no stranger is let in, and nothing else has to change with it.
  package let isSafe: Bool

  package init(_ changes: [Change], isSafe: Bool) {
    self.changes = changes
    self.isSafe = isSafe
  }

  package static func set(
    _ setting: String, of daemon: DaemonName, to value: String, service: String? = nil, isSafe: Bool
  ) -> Fix {
    Fix([.set(daemon, setting: setting, value: value, service: service)], isSafe: isSafe)
  }
}

extension [Finding] {
  /// Findings of one rule that have the same cause are one, with the listeners and places of all.
  func grouped() -> [Finding] {
    var order: [GroupKey] = []
    var groups: [GroupKey: Finding] = [:]
    for finding in self {
      let key = GroupKey(code: finding.code, cause: finding.places.first, message: finding.message)
      guard var group = groups[key] else {
        order.append(key)
        groups[key] = finding
        continue
      }
      group.severity = Swift.max(group.severity, finding.severity)
      group.places += finding.places.filter { !group.places.contains($0) }
      group.listeners += finding.listeners.filter { !group.listeners.contains($0) }
      groups[key] = group
    }
    return order.compactMap { groups[$0] }
  }
}

private struct GroupKey: Hashable {
  let code: String
  let cause: Finding.Place?
  let message: String
}
