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
  let listeners: [ListenerEffect]

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
    let wishes = ChangeFulfilment.meant(wished.wishes, on: server)
    let meaning = WishMeaning(wishes, on: changed)
    if let stray = differences.first(where: { !meaning.covers($0) }) {
      throw Failure(text: "The edit would also change \(stray.daemon) \(stray.name).")
    }
    guard wishes.allSatisfy({ WishFulfilment(of: $0, on: changed).isSettled }) else {
      throw Failure(text: "No edit of the files makes it so: another scope or file still decides.")
    }
    let listening = ListenerDifference(from: server, to: changed)
    if let quarrel = listening.quarrels.first { throw Failure(text: "It cannot run: \(quarrel).") }
    effects = differences
    listeners = listening.effects(for: wishes)
  }

  private static func refusals(of server: MailServer) -> Int {
    server.diagnostics.count { $0.isRefusedByDaemon }
  }
}

extension PlannedChange {
  /// A change that exists only to apply its edits.
  static func trial(_ id: String, _ edits: [PlannedEdit]) -> PlannedChange {
    PlannedChange(
      id: id, profile: "", title: "", reason: "", risk: .none, weakens: [], affects: nil, needs: [], alternative: nil,
      verification: nil, expires: nil, notes: [], edits: edits, effects: [], listeners: [], diff: "",
      decision: .undecided)
  }
}
