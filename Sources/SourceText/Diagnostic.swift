/// One thing that is wrong, where it is, why, and what to do next; a value without colour or layout.
package struct Diagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable, Comparable, CaseIterable {
    case note, warning, error

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
  }

  package enum Place: Sendable, Hashable {
    case span(SourceSpan)
    /// A file that could not be read at all, or a directory.
    case path(String)
    /// About the run as a whole.
    case none
  }

  /// A second place that belongs to the same cause: "first set here", "included from here".
  package struct Note: Sendable, Equatable {
    package let message: String
    package let place: Place

    package init(_ message: String, at place: Place) {
      self.message = message
      self.place = place
    }
  }

  /// Stable words such as `dovecot.unknown-setting`; never reused for another cause.
  package let code: String
  package let severity: Severity
  package let message: String
  package let place: Place
  package let notes: [Note]
  /// What the reader can do about it, as one sentence in the imperative.
  package let nextStep: String
  /// The daemon's own words for the same line, where it has any.
  package let daemonMessage: String?
  /// The daemon itself would refuse the configuration because of this; exit code 3.
  package let isRefusedByDaemon: Bool

  package init(
    _ severity: Severity, code: String, _ message: String, at place: Place, notes: [Note] = [],
    nextStep: String, daemonMessage: String? = nil, isRefusedByDaemon: Bool = false
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.notes = notes
    self.nextStep = nextStep
    self.daemonMessage = daemonMessage
    self.isRefusedByDaemon = isRefusedByDaemon
  }

  /// Whether settings may stand where nothing could be read. What a lookup table holds is no setting.
  package var isAboutUnreadSettings: Bool { code.contains(".unreadable-") && !code.hasSuffix("-table") }
}
