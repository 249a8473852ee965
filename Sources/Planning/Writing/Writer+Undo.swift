internal import ServerTree

/// What was taken back.
package struct UndoneRun: Sendable, Equatable {
  /// Nil where there was nothing to undo.
  package let run: String?
  /// Inside the root.
  package let paths: [String]
  package let recovered: [RecoveredRun]
  /// Earlier runs that can still be undone by their names, the oldest first.
  package let earlier: [String]
  /// The plan that had been applied.
  package let plan: Plan?
}

extension Writer {
  /// Restores bytes, metadata and times of all files of a run; of the last one where none is named.
  ///
  /// A run that was interrupted is the last one: taking it back is all that is done then.
  package func undo(_ name: String? = nil) throws(WriterError) -> UndoneRun {
    guard let store = try existingStore() else {
      if let name { throw .noSuchRun(name: name, known: []) }
      return UndoneRun(run: nil, paths: [], recovered: [], earlier: [], plan: nil)
    }
    let recovered = try recover(store)
    let names = try store.names()
    let wasTakenBack = recovered.contains { $0.outcome != .completed }
    guard let chosen = try chosenRun(name, of: names), name != nil || !wasTakenBack else {
      return try nothing(names, store, recovered)
    }
    var run = try store.run(chosen)
    guard run.step == .applied else { return try nothing(names, store, recovered) }
    try restore(&run)
    return UndoneRun(
      run: chosen, paths: run.files.map(\.path.description), recovered: recovered,
      earlier: try undoable(names, store), plan: try plan(of: run))
  }

  private func chosenRun(_ name: String?, of names: [String]) throws(WriterError) -> String? {
    guard let name else { return names.last }
    guard names.contains(name) else { throw .noSuchRun(name: name, known: names) }
    return name
  }

  private func nothing(
    _ names: [String], _ store: RunStore, _ recovered: [RecoveredRun]
  ) throws(WriterError) -> UndoneRun {
    UndoneRun(run: nil, paths: [], recovered: recovered, earlier: try undoable(names, store), plan: nil)
  }

  private func undoable(_ names: [String], _ store: RunStore) throws(WriterError) -> [String] {
    var undoable: [String] = []
    for name in names where try store.run(name).step == .applied { undoable.append(name) }
    return undoable
  }

  private func plan(of run: Run) throws(WriterError) -> Plan? {
    guard let bytes = try run.plan() else { return nil }
    return try? Plan(fileContents: bytes, path: run.path + "/plan.toml")
  }

  // MARK: - Restoring

  private func restore(_ run: inout Run) throws(WriterError) {
    let replacements = try replacements(of: run)
    let states = try untouched(replacements, of: run)
    var backups: [(Replacement, [UInt8])] = []
    for replacement in replacements where !replacement.file.isMade {
      backups.append((replacement, try run.backup(of: replacement.file)))
    }
    try run.append(.undoing)
    do throws(WriterError) {
      for (replacement, bytes) in backups { try replacement.stage(bytes, .old) }
      for (replacement, state) in zip(replacements, states) { try replacement.replace(state, with: .old) }
      try run.append(.restored)
    } catch {
      try keep(replacements, run, after: error)
    }
    do throws(WriterError) {
      for replacement in replacements { try replacement.tidy() }
      try run.append(.undone)
    } catch {
      throw .leftBehind(error, run: run.name)
    }
  }

  /// The files as the run has left them.
  ///
  /// - Throws: `WriterError.changedSince` where contents, owner, permissions or attributes are others now.
  private func untouched(_ replacements: [Replacement], of run: Run) throws(WriterError) -> [FileState] {
    var states: [FileState] = []
    var foreign: [RunFile] = []
    for replacement in replacements {
      if let state = try replacement.state(), replacement.file.isComplete(state, .new), state.status.linkCount == 1 {
        states.append(state)
      } else {
        foreign.append(replacement.file)
      }
    }
    guard foreign.isEmpty else { throw changedSince(foreign, run) }
    return states
  }

  /// Leaves everything as it was before the undo.
  ///
  /// - Throws: always; `cause` where that could be done.
  private func keep(_ replacements: [Replacement], _ run: Run, after cause: WriterError) throws(WriterError) -> Never {
    var run = run
    do throws(WriterError) {
      // On a full disk the journal goes on saying `undoing`; a crash here would finish the undo.
      try? run.append(.keeping)
      try settle(replacements, .new, of: run)
      try run.append(.applied)
    } catch {
      throw .notPutBack(cause: cause, obstacle: error, run: run.name)
    }
    throw cause
  }
}
