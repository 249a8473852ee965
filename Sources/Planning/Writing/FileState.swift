internal import ServerTree

/// `security.selinux`, `system.posix_acl_access`, `user.comment`: one extended attribute with its value.
struct ExtendedAttribute: Equatable, Sendable {
  let name: [UInt8]
  let value: [UInt8]

  /// Signatures over the contents (IMA, EVM): on other contents they would make the file unreadable.
  var isSignature: Bool {
    name == Array("security.ima".utf8) || name == Array("security.evm".utf8)
  }

  /// Who may use a file here, as against what somebody has noted on one file.
  var isOfItsPlace: Bool {
    let isRight = ["security.", "system."].contains { name.starts(with: $0.utf8) }
    return isRight && !isSignature && name != Array("security.capability".utf8)
  }
}

/// The flags of `chattr` that somebody chooses, as against those that the file system keeps for itself.
struct InodeFlags: OptionSet, Sendable {
  let rawValue: UInt32

  /// `s u c S i a d A`, `j`, `C`, `x`, `P` of chattr(1), by <linux/fs.h>.
  static let chosen = InodeFlags(rawValue: 0x2280_40FF)

  var words: String { "the flags of chattr (0x\(String(rawValue, radix: 16)))" }
}

struct FileTime: Equatable, Sendable {
  let seconds: Int
  let nanoseconds: Int
}

/// Which file it is, whatever its name.
struct FileIdentity: Equatable, Sendable {
  let device: UInt64
  let inode: UInt64
}

/// What `stat` says of a name.
struct EntryStatus: Equatable, Sendable {
  enum Kind: Sendable { case file, directory, link, other }

  let kind: Kind
  let identity: FileIdentity
  let linkCount: Int
  let size: Int
  /// Permission bits.
  let mode: UInt32
  let owner: UInt32
  let group: UInt32
  let modified: FileTime
}

/// Whom a file belongs to and who may do what with it: what replacing its contents must not change.
struct FileMetadata: Equatable, Sendable {
  let mode: UInt32
  let owner: UInt32
  let group: UInt32
  /// In byte order of their names.
  let attributes: [ExtendedAttribute]
}

extension FileMetadata {
  /// What a new file takes over from the one it is made like: owner, group, permissions, ACL and security label.
  var forNewFile: FileMetadata {
    FileMetadata(mode: mode, owner: owner, group: group, attributes: attributes.filter(\.isOfItsPlace))
  }
}

/// A file at one moment. Two equal states of one name are one file that nobody touched.
struct FileState: Equatable, Sendable {
  let status: EntryStatus
  let metadata: FileMetadata
  let bytes: [UInt8]

  var digest: String { Digest(of: bytes).description }
}

extension OpenFile {
  /// Reads the open file with all that belongs to it.
  ///
  /// - Throws: `WriterError.changed` where somebody writes to it meanwhile.
  func state() throws(WriterError) -> FileState {
    let status = try status()
    guard status.kind == .file else { throw .notRegularFile(path: path) }
    let bytes = try read(size: status.size)
    let metadata = FileMetadata(
      mode: status.mode, owner: status.owner, group: status.group, attributes: try attributes())
    guard try self.status() == status else { throw .changed(path: path) }
    return FileState(status: status, metadata: metadata, bytes: bytes)
  }

  /// The state of a name in this directory; nil where there is none.
  func state(of name: [UInt8]) throws(WriterError) -> FileState? {
    guard let status = try status(of: name) else { return nil }
    guard status.kind == .file else { throw .notRegularFile(path: path + "/" + String(decoding: name, as: UTF8.self)) }
    return try file(name).state()
  }
}
