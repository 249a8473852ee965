internal import ServerTree

extension Writer {
  /// Finishes what a crash has interrupted: forward where everything was written, back otherwise.
  func recover(_ store: RunStore) throws(WriterError) -> [RecoveredRun] {
    var recovered: [RecoveredRun] = []
    for name in try store.names() {
      let run = try store.run(name)
      if let outcome = try recover(run) { recovered.append(RecoveredRun(run: name, outcome: outcome)) }
    }
    return recovered
  }

  private func recover(_ interrupted: Run) throws(WriterError) -> RecoveredRun.Outcome? {
    var run = interrupted
    switch run.step {
    case .applied, .undone: return nil
    case nil:
      try run.discard()
      return .rolledBack
    case .prepared, .replacing, .reverting:
      try settle(try replacements(of: run), .old, of: run)
      try run.discard()
      return .rolledBack
    case .written, .keeping:
      try settle(try replacements(of: run), .new, of: run)
      try run.append(.applied)
      return .completed
    case .undoing, .restored:
      try settle(try replacements(of: run), .old, of: run)
      try run.append(.undone)
      return .undone
    }
  }

  func replacements(of run: Run) throws(WriterError) -> [Replacement] {
    var replacements: [Replacement] = []
    for file in run.files { replacements.append(try Replacement(file, in: root)) }
    return replacements
  }

  /// Makes all files of a run old, or all new, from wherever it stopped.
  ///
  /// - Throws: `WriterError.changedSince` before anything is touched, where somebody else has written to a file since.
  func settle(_ replacements: [Replacement], _ side: RunFile.Side, of run: Run) throws(WriterError) {
    // Before the first file changed places and after the last one did, only what lies beside them is to be removed.
    if [nil, .prepared, .written, .restored].contains(run.step) {
      return try each(replacements) { replacement throws(WriterError) in try replacement.tidy() }
    }
    var foreign: [RunFile] = []
    for replacement in replacements where !(try replacement.isOurs()) { foreign.append(replacement.file) }
    guard foreign.isEmpty else { throw changedSince(foreign, run) }
    try each(replacements) { replacement throws(WriterError) in
      try replacement.settle(side) { () throws(WriterError) in
        guard side == .old else {
          throw .damagedRun(path: run.path, reason: "the new \(replacement.file.path) is lost")
        }
        return try run.backup(of: replacement.file)
      }
    }
  }

  /// Does all that can be done, then throws the first failure: one file that resists is no reason to leave the others.
  private func each(
    _ replacements: [Replacement], _ body: (Replacement) throws(WriterError) -> Void
  ) throws(WriterError) {
    var failure: WriterError?
    for replacement in replacements {
      do throws(WriterError) { try body(replacement) } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  func changedSince(_ files: [RunFile], _ run: Run) -> WriterError {
    .changedSince(paths: files.map(\.path.description), run: run.name, backups: files.compactMap(run.backupPath(of:)))
  }
}
