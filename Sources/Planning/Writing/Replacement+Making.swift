internal import ServerTree

/// A file that a run makes: nothing stood at its name before, and nothing stands there once it is undone.
extension Replacement {
  func requireFreeName() throws(WriterError) {
    guard try directory.status(of: file.name) == nil else { throw .appeared(path: file.path.description) }
  }

  /// Gives the staged file its name, in one step and never over another file.
  func make() throws(WriterError) {
    do throws(WriterError) {
      try directory.rename(file.temporary, toFree: file.name)
    } catch  where error.isAlreadyThere {
      throw .appeared(path: file.path.description)
    }
    try directory.sync()
  }

  /// Moves the file aside, where it is looked at once more; `tidy` removes it.
  ///
  /// - Parameter expected: the file as it was when it was looked at; nil for any with the new contents.
  func takeAway(_ expected: FileState?) throws(WriterError) {
    if try isNamedTwice() {
      try directory.remove(file.name)
    } else {
      try directory.rename(file.name, over: file.temporary)
      guard let moved = try neighbour(), expected.map({ $0 == moved }) ?? file.new.matches(moved) else {
        try directory.rename(file.temporary, toFree: file.name)
        throw .changed(path: file.path.description)
      }
    }
    try directory.sync()
  }

  /// Whether a crash came between the second link and the removal of the first.
  private func isNamedTwice() throws(WriterError) -> Bool {
    guard let staged = try directory.status(of: file.temporary) else { return false }
    return try directory.status(of: file.name)?.identity == staged.identity
  }

  /// `settle` of a file that was not there before.
  func settleMade(_ side: RunFile.Side, backup: () throws(WriterError) -> [UInt8]) throws(WriterError) {
    let state = try state()
    switch side {
    case .old:
      // Beside a file that still waits for its turn, one with the same contents is somebody's own.
      let waiting = try neighbour()
      let isNamedTwice = try isNamedTwice()
      if let state, file.new.matches(state), waiting == nil || isNamedTwice { try takeAway(nil) }
    case .new where state == nil:
      guard let moved = try neighbour(), file.isComplete(moved, .new) else {
        _ = try backup()
        return
      }
      try make()
    case .new: break
    }
    try tidy()
  }
}
