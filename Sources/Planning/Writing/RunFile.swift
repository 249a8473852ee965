internal import ServerTree

/// The contents of a file, known again by their digest.
struct Fingerprint: Equatable, Sendable {
  let digest: String
  let byteCount: Int

  init(digest: String, byteCount: Int) {
    self.digest = digest
    self.byteCount = byteCount
  }

  init(_ bytes: [UInt8]) {
    digest = Digest(of: bytes).description
    byteCount = bytes.count
  }

  /// Of a file that is not there. No digest has this text, so it matches no file.
  static let absent = Fingerprint(digest: "absent", byteCount: 0)

  func matches(_ state: FileState) -> Bool { state.bytes.count == byteCount && state.digest == digest }
}

/// One file of a run: all that is needed to make it old or new again, whatever happened meanwhile.
struct RunFile: Equatable, Sendable {
  /// The two contents of a file between which a run moves it.
  enum Side: Sendable { case old, new }

  /// Links followed, inside the root.
  let path: TreePath
  /// `.10-ssl.conf.dovetrail-1f3a5c7e`, in the same directory: the new file before the two change places, and the
  /// old one afterwards. No include takes it: `*` matches no leading dot, and `*.conf` no other end.
  let temporary: [UInt8]
  /// The old bytes, in the run's own directory.
  let backup: [UInt8]
  let old: Fingerprint
  let new: Fingerprint
  /// Of the old file; the new one has the same. Of a file that is made, that of the file it is made like.
  let metadata: FileMetadata
  /// When the old file was last written to.
  let modified: FileTime

  var name: [UInt8] { Array(path.lastComponent) }
  /// The run makes the file; nothing stood there before.
  var isMade: Bool { old == .absent }

  func fingerprint(_ side: Side) -> Fingerprint { side == .old ? old : new }

  /// Whether a file is one of ours in full: half-made ones lack metadata, which is set after the contents.
  func isComplete(_ state: FileState, _ side: Side) -> Bool {
    fingerprint(side).matches(state) && state.metadata == metadata
      && (side == .new || state.status.modified == modified)
  }
}

extension RunFile {
  private static let maximumNameLength = 255

  /// - Parameter number: counts the files of a run, from 1.
  init(_ state: FileState, at path: TreePath, becoming bytes: [UInt8], number: Int, tag: String) {
    self.init(
      path, from: Fingerprint(state.bytes), to: bytes, state.metadata, state.status.modified, number: number, tag: tag)
  }

  /// A file that is not there yet.
  init(making path: TreePath, like model: FileState, with bytes: [UInt8], number: Int, tag: String) {
    self.init(
      path, from: .absent, to: bytes, model.metadata.forNewFile, FileTime(seconds: 0, nanoseconds: 0),
      number: number, tag: tag)
  }

  private init(
    _ path: TreePath, from old: Fingerprint, to bytes: [UInt8], _ metadata: FileMetadata, _ modified: FileTime,
    number: Int, tag: String
  ) {
    self.path = path
    let name = path.lastComponent
    let suffix = Array(".dovetrail-\(tag)".utf8)
    temporary = Array(".".utf8) + name.prefix(Self.maximumNameLength - 1 - suffix.count) + suffix
    let end = Array(".old".utf8)
    let number = Array(".\(number).".utf8)
    backup = number + name.prefix(Self.maximumNameLength - number.count - end.count) + end
    self.old = old
    new = Fingerprint(bytes)
    self.metadata = metadata
    self.modified = modified
  }
}
