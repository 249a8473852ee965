package import SettingsGraph
internal import SourceText

/// The last `-o` of the service beats the last line of main.cf, which beats the built-in default.
///
/// An `-o` replaces; nothing is appended. Without a service in the question the value of main.cf is the answer, and
/// the options are told as what they are: values of one service each.
package struct PostfixPrecedence: PrecedenceRule {
  /// What a question may call an entry of master.cf: `submission/inet`, or `submission` alone.
  private let services: [String: String]
  /// Options of entries that a later entry of the same service replaces as a whole.
  private let shadowed: Set<AssignmentID>
  /// Options that the program of their service does not read.
  private let unread: Set<AssignmentID>
  /// Who wins where, so that a hundred services with an option each are not gone through for each of them.
  private let winners: [SettingID: Winners]

  private struct Winners {
    /// How many assignments were looked at. What is put on the graph later can only be a default.
    var count = 0
    var builtIn: AssignmentID?
    var main = Own()
    var options: [String: Own] = [:]

    mutating func take(_ id: AssignmentID, _ graph: SettingsGraph, isShadowed: Bool) {
      switch graph[id].origin {
      case .builtInDefault: builtIn = id
      case .file, .derived: main.take(id, isShadowed: false)
      case .serviceOption:
        if let service = graph[graph[id].scope].condition?.name {
          options[service, default: Own()].take(id, isShadowed: isShadowed)
        }
      }
      count += 1
    }

    /// The default of the setting, which may have been put on the graph since.
    func builtIn(in graph: SettingsGraph, of setting: SettingID) -> AssignmentID? {
      graph.assignments(of: setting).dropFirst(count).last ?? builtIn
    }
  }

  /// The assignments of main.cf, or of one service.
  private struct Own {
    var winner: AssignmentID?
    var losers: [AssignmentID] = []

    mutating func take(_ id: AssignmentID, isShadowed: Bool) {
      if isShadowed { return losers.append(id) }
      if let winner { losers.append(winner) }
      winner = id
    }
  }

  /// - Parameter graph: with every assignment of the files.
  package init(
    services: [String], shadowed: Set<AssignmentID>, unread: Set<AssignmentID> = [],
    graph: SettingsGraph = SettingsGraph()
  ) {
    winners = Self.winners(graph, besides: shadowed)
    var names: [String: String] = [:]
    names.reserveCapacity(2 * services.count)
    for service in services {
      names[service] = service
      let short = String(service.prefix { $0 != "/" })
      // The inet entry of a name, else its first.
      if names[short] == nil || service == "\(short)/inet" { names[short] = service }
    }
    self.services = names
    self.shadowed = shadowed
    self.unread = unread
  }

  /// The entry that a question means: `submission/inet`, or `submission` for its inet entry, else its first.
  package func service(named name: String?) -> String? {
    name.flatMap { services[$0] }
  }

  package func resolution(of setting: SettingID, in context: Context, of graph: SettingsGraph) -> Resolution {
    let candidates = graph.assignments(of: setting)
    let service = service(named: context.service)
    let winner = winner(of: candidates, service: service, in: graph)
    let beaten = candidates.filter { $0 != winner }.map { candidate in
      self.beaten(candidate, by: winner, service: service, in: graph)
    }
    return Resolution(
      setting: setting, context: context, winner: winner, beaten: beaten, value: winner.map { graph[$0].value })
  }

  package func outcome(of setting: SettingID, in context: Context, of graph: SettingsGraph) -> Resolution {
    guard let known = winners[setting] else { return resolution(of: setting, in: context, of: graph) }
    let winner =
      service(named: context.service).flatMap { known.options[$0]?.winner } ?? known.main.winner
      ?? known.builtIn(in: graph, of: setting)
    return Resolution(
      setting: setting, context: context, winner: winner, beaten: [], value: winner.map { graph[$0].value })
  }

  /// The same winner, and who lost to it in its own scope or as main.cf's value: no options of other services, of
  /// which there can be hundreds for each of hundreds.
  func ownResolution(of setting: SettingID, in context: Context, of graph: SettingsGraph) -> Resolution {
    guard let known = winners[setting] else { return resolution(of: setting, in: context, of: graph) }
    let service = service(named: context.service)
    let own = service.flatMap { known.options[$0] } ?? Own()
    let builtIn = known.builtIn(in: graph, of: setting)
    let winner = own.winner ?? known.main.winner ?? builtIn
    let losers = [builtIn].compactMap(\.self) + known.main.losers + [known.main.winner].compactMap(\.self) + own.losers
    let beaten = losers.filter { $0 != winner }.map {
      self.beaten($0, by: winner, service: service, in: graph)
    }
    return Resolution(
      setting: setting, context: context, winner: winner, beaten: beaten, value: winner.map { graph[$0].value })
  }

  /// Of the settings that an option sets; the others are seldom there more than once.
  private static func winners(_ graph: SettingsGraph, besides shadowed: Set<AssignmentID>) -> [SettingID: Winners] {
    var winners: [SettingID: Winners] = [:]
    for assignment in graph.assignments {
      if case .serviceOption = assignment.origin { winners[assignment.setting] = Winners() }
    }
    for setting in winners.keys {
      for id in graph.assignments(of: setting) { winners[setting]?.take(id, graph, isShadowed: shadowed.contains(id)) }
    }
    return winners
  }

  private func winner(of candidates: [AssignmentID], service: String?, in graph: SettingsGraph) -> AssignmentID? {
    candidates.last { rank(of: $0, service: service, in: graph) == .option }
      ?? candidates.last { rank(of: $0, service: service, in: graph) == .main }
      ?? candidates.last { rank(of: $0, service: service, in: graph) == .builtIn }
  }

  private enum Rank { case builtIn, main, option, otherService }

  private func rank(of id: AssignmentID, service: String?, in graph: SettingsGraph) -> Rank {
    switch graph[id].origin {
    case .builtInDefault: return .builtIn
    case .file, .derived: return .main
    case .serviceOption:
      let isMeant = service != nil && graph[graph[id].scope].condition?.name == service
      return isMeant && !shadowed.contains(id) ? .option : .otherService
    }
  }

  private func beaten(
    _ candidate: AssignmentID, by winner: AssignmentID?, service: String?, in graph: SettingsGraph
  ) -> Resolution.Beaten {
    let isOption = winner.map { rank(of: $0, service: service, in: graph) == .option } ?? false
    switch rank(of: candidate, service: service, in: graph) {
    case .builtIn: return Resolution.Beaten(candidate, .builtInDefault, by: winner)
    case .option: return Resolution.Beaten(candidate, .laterInSameScope, by: winner)
    case .main where isOption: return Resolution.Beaten(candidate, .serviceOption, by: winner)
    case .main: return Resolution.Beaten(candidate, .laterInSameScope, by: winner)
    case .otherService:
      if shadowed.contains(candidate) {
        return Resolution.Beaten(candidate, .madeMoot(by: "a later entry of the same service in master.cf"), by: nil)
      }
      return Resolution.Beaten(
        candidate, unread.contains(candidate) ? .readByAnotherProcess : .scopeDoesNotMatch, by: nil)
    }
  }
}
