internal import Dovecot
internal import MailServer
internal import Postfix
package import ServerTree
internal import SettingsGraph
internal import SourceText

/// How the changes of a plan come to be one tree.
///
/// Each wish is made true again, in the order of the plan, on the files that the changes before it have left. So two
/// changes may mean the same line, and any of them may be left out: what is written is what would have been planned
/// without it. That nobody has altered the plan is known by making each change once more on those it needs alone: its
/// edits must be those of the plan, to the byte.
extension Plan {
  /// Compares every input with the tree.
  ///
  /// - Throws: `PlanError.stale` with every file that is not as it was.
  package func requireFresh(in tree: ServerTree) throws(PlanError) {
    let changed = inputs.compactMap { $0.difference(in: tree) }
    if !changed.isEmpty { throw .stale(changed) }
  }

  /// The accepted changes as they apply to the tree.
  ///
  /// - Throws: `PlanError` where the plan is stale or nothing is accepted.
  package func acceptedTree(in tree: ServerTree) throws(PlanError) -> PlannedTree {
    try requireFresh(in: tree)
    let accepted = changes(with: .accepted)
    guard !accepted.isEmpty else {
      throw .nothingAccepted(
        undecided: changes(with: .undecided).map(\.id), rejected: changes(with: .rejected).map(\.id))
    }
    for change in accepted {
      let missing = change.needs.filter { needed in !accepted.contains { $0.id == needed } }
      if !missing.isEmpty { throw .needsOthers(changeID: change.id, missing) }
    }
    return try self.tree(of: accepted, in: tree)
  }

  /// Some changes of the plan, made one after the other.
  package func tree(of changes: [PlannedChange], in tree: ServerTree) throws(PlanError) -> PlannedTree {
    let texts = try PlannedTree(edits: changes.filter(\.wishes.isEmpty), making: made, in: tree)
    guard changes.contains(where: { !$0.wishes.isEmpty }) else { return texts }
    let composition = Composition(of: self, on: tree.overlaying(texts.contents))
    let whole = try composition.server(with: changes.filter { !$0.wishes.isEmpty })
    return try PlannedTree(
      texts.contents.merging(whole.contents) { _, new in new }, making: made.merging(whole.made) { old, _ in old },
      in: tree)
  }

  /// The files that are not there yet, each with the one that it gets its owner and permissions from.
  private var made: [TreePath: TreePath] {
    var made: [TreePath: TreePath] = [:]
    for input in inputs where input.isAbsent { made[TreePath(input.path)] = input.like.map { TreePath($0) } }
    return made
  }
}

extension Plan.Input {
  /// Nil where the file is as it was when the plan was made.
  fileprivate func difference(in tree: ServerTree) -> String? {
    if isAbsent { return tree.exists(TreePath(path)) ? "\(path) (it is there by now)" : nil }
    do throws(TreeError) {
      let file = try tree.read(TreePath(path))
      return file.bytes.count == byteCount && Digest(of: file.bytes).description == sha256 ? nil : path
    } catch {
      return "\(path) (\(error.reason))"
    }
  }
}

/// The wishes of a plan made true on one tree.
private struct Composition {
  private let plan: Plan
  private let start: ChangedServer

  init(of plan: Plan, on tree: ServerTree) {
    self.plan = plan
    start = ChangedServer(MailServer(reading: tree, plan.reading?.request ?? MailServer.Request()))
  }

  /// - Throws: `PlanError` where the plan was altered, or the changes do not go together.
  func server(with changes: [PlannedChange]) throws(PlanError) -> ChangedServer {
    var whole = start
    for change in changes {
      try requireUnaltered(change)
      if let obstacle = whole.make(wished(change)) { throw .doesNotGoTogether(changeID: change.id, obstacle) }
    }
    if let refusal = Refusals.new(in: whole.server, besides: start.server) {
      throw .doesNotGoTogether(changeID: changes.map(\.id).joined(separator: ", "), refusal)
    }
    let lost = changes.first { !ChangeFulfilment.isSettled($0.wishes, on: whole.server) }
    if let lost { throw .doesNotGoTogether(changeID: lost.id, "Another accepted change makes it untrue.") }
    return whole
  }

  private func wished(_ change: PlannedChange) -> WishedEdits { change.wished(plan.reading?.style ?? .inPlace) }

  private func requireUnaltered(_ change: PlannedChange) throws(PlanError) {
    var base = start
    for needed in plan.needed(by: change) where !needed.wishes.isEmpty {
      if let obstacle = base.make(wished(needed)) { throw .doesNotGoTogether(changeID: needed.id, obstacle) }
    }
    guard case .edits(let edits, _) = base.way(of: wished(change)), edits.map(base.planned) == change.edits else {
      throw .altered(changeID: change.id, path: change.edits.first?.path ?? "the files")
    }
  }
}

extension Plan {
  /// The changes that this one needs, directly or through others, in the order of the plan.
  fileprivate func needed(by change: PlannedChange) -> [PlannedChange] {
    var ids = Set(change.needs)
    // A change needs only changes above it.
    for other in changes.reversed() where ids.contains(other.id) { ids.formUnion(other.needs) }
    return changes.filter { ids.contains($0.id) }
  }
}

extension PlannedChange {
  func wished(_ style: EditStyle) -> WishedEdits {
    WishedEdits(wishes: wishes, style: style, expiry: expires.map { Expiry(day: $0, change: "\(profile)/\(id)") })
  }
}

extension Plan.Reading {
  init(_ server: MailServer, style: EditStyle) {
    self.init(
      style: style, dovecotFile: server.request.dovecotFile.description,
      postfixDirectory: server.request.postfixDirectory.description,
      dovecotVersion: server.dovecot?.version.version.description,
      postfixVersion: server.postfix?.version.version.description)
  }

  fileprivate var request: MailServer.Request {
    var request = MailServer.Request()
    request.dovecotFile = TreePath(dovecotFile)
    request.postfixDirectory = TreePath(postfixDirectory)
    request.dovecotVersion = dovecotVersion.flatMap { ProgramVersion($0) }
    request.postfixVersion = postfixVersion.flatMap { ProgramVersion($0) }
    request.running = { _, _ in nil }
    return request
  }
}
