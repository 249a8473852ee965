/// A setting by its number in the graph.
package struct SettingID: Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A scope by its number in the graph; `.global` is always there.
package struct ScopeID: Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }
  package static let global = ScopeID(rawValue: 0)
}

/// An assignment by its number in the graph; within one daemon a higher number was read later.
package struct AssignmentID: Hashable, Comparable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }
  package static func < (a: AssignmentID, b: AssignmentID) -> Bool { a.rawValue < b.rawValue }
}

/// One opening of one file by the number in the graph. A file that is included twice has two.
package struct InclusionID: Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// The name of a daemon, `dovecot` or `postfix`. The graph itself knows neither: the daemons' targets name themselves.
package struct DaemonName: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package var description: String { rawValue }
}
