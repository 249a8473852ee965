internal import SettingsGraph
internal import SourceText

/// `protocol imap { service foo { unix_listener auth-client {`: the services once more for every filter of 2.3, as they are
/// where it matches.
///
/// doveconf lays each filter, and those that match with it, over the global settings and looks at everything again. A
/// service of the program that has another name is there twice then, under both, even where the filter says nothing of
/// services (2.3.13, 2.3.19).
struct FilteredServices {
  private let records: [FilterRecord]
  private let services: Services2_3
  /// The filters that set something on which the services depend.
  private let concerned: [Int]

  /// So many different unions of filters are looked at; the daemon stops at the first that it refuses.
  private static let maximum = 100

  private static let general = ["protocols", "base_dir", "default_process_limit", "default_client_limit"]

  init(_ records: [FilterRecord], _ services: Services2_3, _ graph: SettingsGraph) {
    self.records = records
    self.services = services
    let general = Self.general.compactMap { graph.find(.dovecot, $0.utf8) }
    concerned = Array(
      records.indices.dropFirst().lazy.filter { number in
        general.contains { records[number].current[$0] != nil } || Self.hasServices(records[number])
      }.prefix(Self.maximum))
  }

  private static func hasServices(_ record: FilterRecord) -> Bool {
    record.sections.contains { $0.list.starts(with: "service".utf8) }
  }

  func check(_ main: SourceSpan, _ state: inout ReadingState) {
    guard records.count > 1 else { return }
    for number in concerned where Self.hasServices(records[number]) {
      ServiceChecks(Services2_3(records[number], state), main: main).checkNames(&state)
    }
    let renamed = services.renamed
    guard !renamed.isEmpty || !concerned.isEmpty else { return }
    // What is wrong without the filters too has been told.
    var told = Set(state.diagnostics.compactMap(\.daemonMessage))
    var seen: Set<[Int]> = []
    for filter in records.dropFirst() where seen.count < Self.maximum {
      let context = filter.facts.ownContext
      let matching = concerned.filter { records[$0].facts.match(context) == .yes }
      guard !renamed.isEmpty || !matching.isEmpty, seen.insert(matching).inserted else { continue }
      check(matching, renamed, main, &told, &state)
    }
  }

  private func check(
    _ matching: [Int], _ renamed: Set<String>, _ main: SourceSpan, _ told: inout Set<String>,
    _ state: inout ReadingState
  ) {
    let merged = MergedRecord([records[0]] + matching.map { records[$0] }, state.catalogue, state.graph)
    let services = Services2_3(merged.record, state).returning(self.services, renamedGlobally: renamed)
    let start = state.diagnostics.count
    var checks = ServiceChecks(services, main: main)
    checks.run(&state)
    let new = state.diagnostics[start...].filter { $0.daemonMessage.map { told.insert($0).inserted } ?? true }
    state.diagnostics.replaceSubrange(start..., with: new)
  }
}
