package import SourceText

/// A daemon and a path: Postfix `smtpd_helo_restrictions`, Dovecot `service/imap-login/inet_listener/imaps/port`.
package struct Setting: Hashable, Sendable {
  package let daemon: DaemonName
  package let name: NameID
}

/// Every assignment of both daemons, where it stands and in which scope: arrays that refer to each other by number.
///
/// Readers of a daemon's files add to it; resolutions, explanations, audits and plans only ask it.
package struct SettingsGraph: Sendable {
  package private(set) var names = NameTable()
  package private(set) var settings: [Setting] = []
  package private(set) var scopes: [Scope] = [Scope(parent: nil, condition: nil, openingOrder: 0)]
  package private(set) var assignments: [Assignment] = []
  package private(set) var inclusions: [Inclusion] = []
  package private(set) var edges: [Edge] = []

  private var settingNumbers: [Setting: SettingID] = [:]
  private var scopeNumbers: [ScopeKey: ScopeID] = [:]
  private var assignmentsOfSetting: [[AssignmentID]] = []

  private struct ScopeKey: Hashable {
    let parent: ScopeID
    let condition: ScopeCondition
  }

  package init() {}

  // MARK: - Filling

  package mutating func setting(_ daemon: DaemonName, _ path: some Collection<UInt8>) -> SettingID {
    let setting = Setting(daemon: daemon, name: names.intern(path))
    if let known = settingNumbers[setting] { return known }
    let id = SettingID(rawValue: UInt32(settings.count))
    settings.append(setting)
    assignmentsOfSetting.append([])
    settingNumbers[setting] = id
    return id
  }

  /// The scope `condition` inside `parent`: the same path of conditions always is the same scope.
  package mutating func scope(_ condition: ScopeCondition, in parent: ScopeID = .global) -> ScopeID {
    let key = ScopeKey(parent: parent, condition: condition)
    if let known = scopeNumbers[key] { return known }
    let id = ScopeID(rawValue: UInt32(scopes.count))
    scopes.append(Scope(parent: parent, condition: condition, openingOrder: scopes.count))
    scopeNumbers[key] = id
    return id
  }

  @discardableResult
  package mutating func add(_ assignment: Assignment) -> AssignmentID {
    let id = AssignmentID(rawValue: UInt32(assignments.count))
    assignments.append(assignment)
    assignmentsOfSetting[Int(assignment.setting.rawValue)].append(id)
    return id
  }

  package mutating func add(_ inclusion: Inclusion) -> InclusionID {
    inclusions.append(inclusion)
    return InclusionID(rawValue: UInt32(inclusions.count - 1))
  }

  package mutating func add(_ edge: Edge) { edges.append(edge) }

  // MARK: - Asking

  package subscript(id: SettingID) -> Setting { settings[Int(id.rawValue)] }
  package subscript(id: ScopeID) -> Scope { scopes[Int(id.rawValue)] }
  package subscript(id: AssignmentID) -> Assignment { assignments[Int(id.rawValue)] }
  package subscript(id: InclusionID) -> Inclusion { inclusions[Int(id.rawValue)] }

  package func find(_ daemon: DaemonName, _ path: some Collection<UInt8>) -> SettingID? {
    names.find(path).flatMap { settingNumbers[Setting(daemon: daemon, name: $0)] }
  }

  package func name(of id: SettingID) -> String { names.text(of: self[id].name) }

  /// Every assignment of one setting, in reading order.
  package func assignments(of id: SettingID) -> [AssignmentID] { assignmentsOfSetting[Int(id.rawValue)] }

  /// The conditions of a scope, outermost first; empty for the global scope.
  package func conditions(of id: ScopeID) -> [ScopeCondition] {
    var conditions: [ScopeCondition] = []
    var current: ScopeID? = id
    while let scope = current.map({ self[$0] }) {
      if let condition = scope.condition { conditions.append(condition) }
      current = scope.parent
    }
    return conditions.reversed()
  }

  /// `protocol imap { remote 10.0.0.0/8 }`; empty for the global scope.
  package func description(of id: ScopeID) -> String {
    conditions(of: id).map(\.description).joined(separator: " { ")
      + String(repeating: " }", count: max(0, conditions(of: id).count - 1))
  }

  /// How the file of an inclusion came to be read: the `!include` lines, outermost first.
  package func includeChain(of id: InclusionID) -> [SourceSpan] {
    var chain: [SourceSpan] = []
    var current: InclusionID? = id
    while let inclusion = current.map({ self[$0] }) {
      if let directive = inclusion.directive { chain.append(directive) }
      current = inclusion.parent
    }
    return chain.reversed()
  }

  /// The include chain of an assignment; empty for the main file, defaults and derived values.
  package func includeChain(of id: AssignmentID) -> [SourceSpan] {
    switch self[id].origin {
    case .file(_, let inclusion), .serviceOption(_, let inclusion): includeChain(of: inclusion)
    case .builtInDefault, .derived: []
    }
  }
}
