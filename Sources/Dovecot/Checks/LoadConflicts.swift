internal import SettingsGraph
internal import SourceText

/// `protocol imap { mail_home` and `local 10.0.0.1 { protocol imap { mail_home`: what 2.3 refuses when it loads.
///
/// The daemon looks the settings up once with every filter's own facts; two filters that match then, both set
/// something, and are not one below the other, are fatal.
struct LoadConflicts {
  private let records: [FilterRecord]
  /// Filters that ask for one server name are found by it; all others are looked at.
  private var byName: [String: [Int]] = [:]
  private var others: [Int] = []

  init(_ records: [FilterRecord]) {
    self.records = records
    for (number, record) in records.enumerated().dropFirst() {
      if let name = record.facts.localName, !name.utf8.contains(ASCII.asterisk), !name.utf8.contains(ASCII.space) {
        byName[name.lowercased(), default: []].append(number)
      } else {
        others.append(number)
      }
    }
  }

  struct Conflict {
    let setting: SettingID
    /// The filter that the daemon names: the one that comes second.
    let filter: Int
  }

  /// The first conflict that the daemon meets.
  func first(in graph: SettingsGraph) -> Conflict? {
    for number in records.indices.dropFirst() {
      if let conflict = conflict(for: records[number].facts, graph) { return conflict }
    }
    return nil
  }

  private func conflict(for facts: FilterFacts, _ graph: SettingsGraph) -> Conflict? {
    let named = facts.localName.flatMap { byName[$0.lowercased()] } ?? []
    guard others.count + named.count > 1 else { return nil }
    let matching = (others + named).filter { records[$0].facts.isMatched(by: facts) }.sorted { a, b in
      records[a].facts.rank == records[b].facts.rank ? a < b : records[a].facts.rank > records[b].facts.rank
    }
    guard matching.count > 1 else { return nil }
    var seen = Set(records[matching[0]].current.keys)
    for (index, number) in matching.enumerated().dropFirst() {
      let record = records[number]
      if !record.facts.isBelow(records[matching[index - 1]].facts) {
        let conflicting = record.current.keys.filter { seen.contains($0) && !Self.isListKey($0, graph) }
        if let first = conflicting.min(by: { $0.rawValue < $1.rawValue }) {
          return Conflict(setting: first, filter: number)
        }
      }
      seen.formUnion(record.current.keys)
    }
    return nil
  }

  /// The keys of a list are merged and never conflict.
  private static func isListKey(_ setting: SettingID, _ graph: SettingsGraph) -> Bool {
    let path = graph.names[graph[setting].name]
    return path.starts(with: Array("plugin/".utf8)) || path.starts(with: Array("dict/".utf8))
  }
}

extension FilterFacts {
  /// Whether a lookup with the facts of another filter finds this one.
  func isMatched(by other: FilterFacts) -> Bool { match(other.ownContext) == .yes }

  /// The facts as a connection that has just them. Of a network it is the first address.
  var ownContext: Context {
    func address(_ place: Place?) -> String? {
      switch place {
      case .network(let network): network.address.text
      case .host(let name): name
      case nil: nil
      }
    }
    return Context(
      protocolName: protocolName, localIP: address(local), remoteIP: address(remote), localName: localName)
  }
}
