internal import Glibc
internal import ServerTree

/// One file of a run on its way from one side to the other.
///
/// First the wanted contents are put into a file of their own beside it (`stage`), then the two change places
/// (`replace`). The displaced file stays beside it, whole, until all files of the run are done: putting it back takes a
/// rename and no room on the disk.
struct Replacement {
  let file: RunFile
  let directory: OpenFile

  init(_ file: RunFile, in root: WritableRoot) throws(WriterError) {
    self.file = file
    directory = try root.parent(of: file.path)
  }

  func state() throws(WriterError) -> FileState? { try directory.state(of: file.name) }
  func neighbour() throws(WriterError) -> FileState? { try directory.state(of: file.temporary) }

  // MARK: - Forward

  /// Writes the wanted contents to the temporary file, with everything that belongs to the present one.
  func stage(_ bytes: [UInt8], _ side: RunFile.Side) throws(WriterError) {
    let staged = try directory.create(file.temporary)
    try staged.write(bytes)
    try staged.keep(file.metadata, for: file.path)
    if side == .old { try staged.setModified(file.modified) }
    try staged.sync()
    try directory.sync()
    let state = try staged.state()
    guard file.isComplete(state, side) else {
      throw .cannotKeep(
        path: file.path.description, what: state.metadata.difference(from: file.metadata),
        reason: "the file system keeps it otherwise")
    }
    if file.isMade { return try requireFreeName() }
    guard let status = try directory.status(of: file.name), status.kind == .file, status.linkCount == 1 else {
      throw .changed(path: file.path.description)
    }
    let present = try directory.file(file.name)
    guard staged.inodeFlags() == present.inodeFlags() else {
      throw .cannotKeep(
        path: file.path.description, what: present.inodeFlags().words, reason: "a new file would not have them")
    }
  }

  /// Puts the staged file in the place of the present one, if that is still the very file that was looked at.
  ///
  /// The two change places in one step, so what came out is what was replaced, and can be looked at once more.
  func replace(_ expected: FileState?, with side: RunFile.Side) throws(WriterError) {
    if file.isMade { return try side == .new ? make() : takeAway(expected) }
    guard try state() == expected else { throw .changed(path: file.path.description) }
    if try directory.exchange(file.temporary, file.name) {
      guard try neighbour() == expected else {
        _ = try directory.exchange(file.temporary, file.name)
        throw .changed(path: file.path.description)
      }
    } else {
      try directory.rename(file.temporary, over: file.name)
    }
    try directory.sync()
  }

  /// Removes the file beside it, whichever of the two it is.
  func tidy() throws(WriterError) {
    guard try directory.status(of: file.temporary) != nil else { return }
    try directory.remove(file.temporary)
    try directory.sync()
  }

  // MARK: - Back

  /// Whether the file is as the run left it, or has yet to have its turn: the new one is still waiting beside it then,
  /// and what somebody has written into the old one meanwhile is no concern of the run.
  func isOurs() throws(WriterError) -> Bool {
    guard let state = try state() else { return file.isMade }
    if file.old.matches(state) || file.new.matches(state) { return true }
    return try neighbour().map(file.new.matches) ?? false
  }

  /// Makes the file what it was, or what it became, from whatever a crash has left. Does nothing the second time.
  func settle(_ side: RunFile.Side, backup: () throws(WriterError) -> [UInt8]) throws(WriterError) {
    if file.isMade { return try settleMade(side, backup: backup) }
    if let state = try state(), !file.fingerprint(side).matches(state), try isDisplaced(state, side) {
      if let neighbour = try neighbour(), file.isComplete(neighbour, side) {
        try directory.rename(file.temporary, over: file.name)
      } else {
        try tidy()
        try stage(try backup(), side)
        try directory.rename(file.temporary, over: file.name)
      }
      try directory.sync()
    }
    try tidy()
  }

  /// Whether the present file is the other one of the two, and not somebody's own.
  private func isDisplaced(_ state: FileState, _ side: RunFile.Side) throws(WriterError) -> Bool {
    file.fingerprint(side == .old ? .new : .old).matches(state)
  }
}

extension FileMetadata {
  /// What is not alike, in words.
  func difference(from other: FileMetadata) -> String {
    if owner != other.owner || group != other.group { return "its owner or group" }
    if mode != other.mode { return "its permissions" }
    let names = Set(attributes.map(\.name)).union(other.attributes.map(\.name)).filter { name in
      attributes.first { $0.name == name } != other.attributes.first { $0.name == name }
    }
    guard !names.isEmpty else { return "its contents" }
    return names.map { "'\(String(decoding: $0, as: UTF8.self))'" }.sorted().joined(separator: ", ")
  }
}

extension OpenFile {
  /// Owner first, since changing it clears set-id bits; then permissions; then attributes, an ACL among them.
  fileprivate func keep(_ metadata: FileMetadata, for path: TreePath) throws(WriterError) {
    let present = try status()
    try keeping("its owner or group", path) { () throws(WriterError) in
      if present.owner != metadata.owner || present.group != metadata.group {
        try setOwner(metadata.owner, group: metadata.group)
      }
    }
    try keeping("its permissions", path) { () throws(WriterError) in try setMode(metadata.mode) }
    let attributes = try attributes()
    for attribute in attributes where !metadata.attributes.contains(where: { $0.name == attribute.name }) {
      // Inherited from the directory, such as an ACL.
      try keeping(attribute.words, path) { () throws(WriterError) in try removeAttribute(attribute.name) }
    }
    for attribute in metadata.attributes where !attributes.contains(attribute) {
      try keeping(attribute.words, path) { () throws(WriterError) in try set(attribute) }
    }
  }

  /// A refusal to set something is a refusal to write the file without it.
  private func keeping(
    _ what: String, _ path: TreePath, _ change: () throws(WriterError) -> Void
  ) throws(WriterError) {
    do throws(WriterError) {
      try change()
    } catch  where error.isRefusalToKeep {
      guard case .system(_, _, let code) = error else { throw error }
      throw .cannotKeep(path: path.description, what: what, reason: systemReason(code))
    }
  }
}

extension ExtendedAttribute {
  fileprivate var words: String { "'\(String(decoding: name, as: UTF8.self))'" }
}
