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

  /// The number of each name's setting by the name's own, for each daemon; `none` where it has none.
  private var settingNumbers: [[UInt32]] = []
  private var daemons: [DaemonName] = []
  private static let none = UInt32.max
  private var scopeNumbers: [ScopeKey: ScopeID] = [:]
  private var assignmentsOfSetting: [[AssignmentID]] = []

  private struct ScopeKey: Hashable {
    let parent: ScopeID
    let condition: ScopeCondition
  }

  package init() {}

  // MARK: - Filling

  package mutating func setting(_ daemon: DaemonName, _ path: ArraySlice<UInt8>) -> SettingID {
    let name = names.intern(path)
    let known = number(of: daemon, adding: name)
    let number = settingNumbers[known][Int(name.rawValue)]
    if number != Self.none { return SettingID(rawValue: number) }
    let id = SettingID(rawValue: UInt32(settings.count))
    settings.append(Setting(daemon: daemon, name: name))
    assignmentsOfSetting.append([])
    settingNumbers[known][Int(name.rawValue)] = id.rawValue
    return id
  }

  /// The place of the daemon's numbers, which now have one for the name.
  private mutating func number(of daemon: DaemonName, adding name: NameID) -> Int {
    let known = daemons.firstIndex(of: daemon) ?? daemons.count
    if known == daemons.count {
      daemons.append(daemon)
      settingNumbers.append([])
    }
    while settingNumbers[known].count <= Int(name.rawValue) { settingNumbers[known].append(Self.none) }
    return known
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

  package func find(_ daemon: DaemonName, _ path: ArraySlice<UInt8>) -> SettingID? {
    guard let name = names.find(path), let known = daemons.firstIndex(of: daemon),
      Int(name.rawValue) < settingNumbers[known].count
    else { return nil }
    let number = settingNumbers[known][Int(name.rawValue)]
    return number == Self.none ? nil : SettingID(rawValue: number)
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

extension SettingsGraph {
  package mutating func setting(_ daemon: DaemonName, _ path: some Collection<UInt8>) -> SettingID {
    setting(daemon, Array(path)[...])
  }

  package mutating func setting(_ daemon: DaemonName, _ path: [UInt8]) -> SettingID { setting(daemon, path[...]) }

  package func find(_ daemon: DaemonName, _ path: some Collection<UInt8>) -> SettingID? {
    find(daemon, Array(path)[...])
  }

  package func find(_ daemon: DaemonName, _ path: [UInt8]) -> SettingID? { find(daemon, path[...]) }
}
