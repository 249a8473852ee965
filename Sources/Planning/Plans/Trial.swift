internal import MailServer
internal import SettingsGraph
internal import SourceText

/// A change tried on the server: what its edits do in effect, or why they do not do what was wished.
struct Trial {
  /// Why a change cannot be offered.
  struct Failure: Error {
    let text: String
  }

  let tree: PlannedTree
  let effects: [EffectiveChange]

  /// - Parameter needed: the changes of the plan that this one stands on: what it does is told as what comes on top.
  init(
    of wished: ProfileChange, _ edits: [PlannedEdit], needing needed: [PlannedChange], on server: MailServer
  ) throws(Failure) {
    let whole: PlannedTree
    let base: PlannedTree
    do throws(PlanError) {
      tree = try PlannedTree([.trial(wished.id, edits)], in: server.tree)
      base = try PlannedTree(needed, in: server.tree)
      whole = try PlannedTree(needed + [.trial(wished.id, edits)], in: server.tree)
    } catch {
      throw Failure(text: error.message)
    }
    let server = needed.isEmpty ? server : server.rereading(with: base.contents)
    let changed = server.rereading(with: whole.contents)
    guard Self.refusals(of: changed) <= Self.refusals(of: server) else {
      throw Failure(text: "The daemon would refuse the changed files.")
    }
    let differences = EffectiveDifference.changes(from: server, to: changed)
    if let stray = differences.first(where: { !wished.wish.isAbout($0) }) {
      throw Failure(text: "The edit would also change \(stray.daemon) \(stray.name).")
    }
    guard WishFulfilment(of: wished.wish, on: changed).holds else {
      throw Failure(text: "No edit of the files makes it so: another scope or file still decides.")
    }
    effects = differences
  }

  private static func refusals(of server: MailServer) -> Int {
    server.diagnostics.count { $0.isRefusedByDaemon }
  }
}

extension PlannedChange {
  /// A change that exists only to apply its edits.
  fileprivate static func trial(_ id: String, _ edits: [PlannedEdit]) -> PlannedChange {
    PlannedChange(
      id: id, title: "", reason: "", risk: .none, weakens: [], needs: [], alternative: nil, verification: nil,
      notes: [],
      edits: edits, effects: [], diff: "", decision: .undecided)
  }
}

extension Wish {
  /// Whether a difference in effect is one that the wish means.
  fileprivate func isAbout(_ effect: EffectiveChange) -> Bool {
    switch self {
    case .setting(let daemon, let alternatives):
      effect.daemon == daemon.rawValue && alternatives.contains { $0.setting == effect.name }
    case .withoutElement(let parameter, _): effect.daemon == "postfix" && effect.name == parameter
    case .service(let service):
      effect.daemon == "postfix"
        && [effect.scope, effect.name].contains("service \(service.name)/\(service.type)")
    }
  }
}
