internal import ServerTree
internal import SourceText

extension Writer {
  /// Writes the accepted changes of a plan, all of them or none.
  ///
  /// - Parameter time: UTC, for the name of the run.
  package func apply(
    _ plan: Plan, at time: String, check: DaemonCheck? = nil
  ) throws(WriterError) -> AppliedRun {
    let store = try makeStore()
    let recovered = try recover(store)
    if let done = try earlierRun(of: plan, in: store, recovered) { return done }
    let planned: PlannedTree
    do throws(PlanError) { planned = try plan.acceptedTree(in: root.tree) } catch { throw .plan(error) }
    let targets = try self.targets(of: planned)
    if let complaint = check?.planned(planned) { throw .refusedByDaemon(complaint: complaint, applied: false) }
    var run = try store.makeRun(at: time)
    do throws(WriterError) {
      try run.prepare(targets.map { ($0.replacement.file, $0.state?.bytes) }, plan: plan.fileContents)
      try put(targets, in: &run, of: plan)
      if let complaint = check?.applied() { throw .refusedByDaemon(complaint: complaint, applied: true) }
      try finish(targets, &run)
    } catch {
      try revert(targets, run, after: error)
    }
    return result(run, of: plan, recovered: recovered)
  }

  /// A file that is to be written, as it is now.
  private struct Target {
    let replacement: Replacement
    /// Nil where the file is to be made.
    let state: FileState?
    let after: [UInt8]
  }

  // MARK: - Looking

  private func targets(of planned: PlannedTree) throws(WriterError) -> [Target] {
    let tag = String(UInt64.random(in: .min ... .max), radix: 16)
    var targets: [Target] = []
    var seen: Set<TreePath> = []
    for file in planned.files {
      let path = file.like == nil ? try root.resolvedPath(of: file.path) : file.path
      guard seen.insert(path).inserted else { throw .writtenTwice(path: path.description) }
      targets.append(try target(file, at: path, number: targets.count + 1, tag: tag))
    }
    return targets
  }

  private func target(
    _ file: PlannedTree.File, at path: TreePath, number: Int, tag: String
  ) throws(WriterError) -> Target {
    if let like = file.like { return try newTarget(file, like: like, number: number, tag: tag) }
    guard let state = try root.parent(of: path).state(of: Array(path.lastComponent)) else {
      throw .plan(.stale([path.description]))
    }
    guard state.bytes == file.before else { throw .plan(.stale([path.description])) }
    guard state.status.linkCount == 1 else {
      throw .hardLinked(path: path.description, count: state.status.linkCount)
    }
    if let signature = state.metadata.attributes.first(where: \.isSignature) {
      throw .cannotKeep(
        path: path.description, what: "'\(signature.name.text)'", reason: "it is a signature of the old contents")
    }
    let runFile = RunFile(state, at: path, becoming: file.after, number: number, tag: tag)
    return Target(replacement: try Replacement(runFile, in: root), state: state, after: file.after)
  }

  /// A file that is to be made: its directory is there, no link leads to it, and its name is free.
  private func newTarget(
    _ file: PlannedTree.File, like: TreePath, number: Int, tag: String
  ) throws(WriterError) -> Target {
    let model = try root.resolvedPath(of: like)
    guard let state = try root.parent(of: model).state(of: Array(model.lastComponent)) else {
      throw .plan(.stale([model.description]))
    }
    let runFile = RunFile(making: file.path, like: state, with: file.after, number: number, tag: tag)
    let replacement = try Replacement(runFile, in: root)
    try replacement.requireFreeName()
    return Target(replacement: replacement, state: nil, after: file.after)
  }

  // MARK: - Writing

  /// All new files are whole and on the disk before the first one is put in place.
  private func put(_ targets: [Target], in run: inout Run, of plan: Plan) throws(WriterError) {
    for target in targets { try target.replacement.stage(target.after, .new) }
    do throws(PlanError) { try plan.requireFresh(in: root.tree) } catch { throw .plan(error) }
    try run.append(.replacing)
    for target in targets { try target.replacement.replace(target.state, with: .new) }
  }

  private func finish(_ targets: [Target], _ run: inout Run) throws(WriterError) {
    try run.append(.written)
    for target in targets { try target.replacement.tidy() }
    try run.append(.applied)
  }

  /// Makes everything old again and forgets the run.
  ///
  /// - Throws: always; `cause` where that could be done.
  private func revert(_ targets: [Target], _ run: Run, after cause: WriterError) throws(WriterError) -> Never {
    var run = run
    do throws(WriterError) {
      try markReverting(&run)
      try settle(targets.map(\.replacement), .old, of: run)
    } catch {
      throw .notPutBack(cause: cause, obstacle: error, run: run.name)
    }
    // What is left of it says that nothing was touched, and goes the next time.
    try? run.discard()
    throw cause
  }

  /// A full disk takes no further line; then the journal still says `replacing`, which means the same after a crash.
  private func markReverting(_ run: inout Run) throws(WriterError) {
    guard run.step == .replacing || run.step == .written else { return }
    do throws(WriterError) {
      try run.append(.reverting)
    } catch  where run.step == .replacing {
      // Said by the cause already.
    }
  }

  // MARK: - Telling

  private func result(
    _ run: Run, of plan: Plan, recovered: [RecoveredRun], wasApplied: Bool = false
  ) -> AppliedRun {
    let written = Set(run.files.map(\.path))
    let links = plan.inputs.compactMap { input -> AppliedRun.Link? in
      guard let target = try? root.tree.resolvedPath(of: TreePath(input.path)), written.contains(target),
        target.description != input.path
      else { return nil }
      return AppliedRun.Link(path: input.path, target: target.description)
    }
    return AppliedRun(
      run: run.name,
      files: run.files.map { AppliedRun.File(path: $0.path.description, backup: run.backupPath(of: $0)) },
      links: links, recovered: recovered, wasApplied: wasApplied)
  }

  /// The last run, where it is of this very plan and everything still is as it left it: nothing is to be done then.
  private func earlierRun(
    of plan: Plan, in store: RunStore, _ recovered: [RecoveredRun]
  ) throws(WriterError) -> AppliedRun? {
    guard let name = try store.names().last else { return nil }
    let run = try store.run(name)
    guard run.step == .applied, try run.plan() == plan.fileContents else { return nil }
    for file in run.files {
      guard let state = try Replacement(file, in: root).state(), file.isComplete(state, .new) else { return nil }
    }
    return result(run, of: plan, recovered: recovered, wasApplied: true)
  }
}
