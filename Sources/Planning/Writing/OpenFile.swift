internal import CLinux
internal import Glibc

/// An open file or directory of the tree, and its path as messages name it.
///
/// Every system call of the writer stands in this file, and no other file of it is unsafe. Names are always looked up
/// in an open directory and never through a symbolic link, so whatever happens to the path above meanwhile, the work
/// stays in the directory that was looked at. A name holds neither a slash nor NUL.
final class OpenFile: Sendable {
  let path: String
  private let descriptor: Int32

  private init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  // MARK: - Opening

  /// The directory that stands for `/`; links on the way to it are the caller's own.
  static func root(_ path: String) throws(WriterError) -> OpenFile {
    let descriptor = retrying { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .system(.open, path: path, code: errno) }
    return OpenFile(descriptor, path: "")
  }

  func directory(_ name: [UInt8]) throws(WriterError) -> OpenFile {
    try opened(name, O_RDONLY | O_DIRECTORY)
  }

  /// A regular file for reading; a pipe does not block, and is refused later for its kind.
  func file(_ name: [UInt8]) throws(WriterError) -> OpenFile { try opened(name, O_RDONLY | O_NONBLOCK) }

  /// A file that is there, for appending.
  func journal(_ name: [UInt8]) throws(WriterError) -> OpenFile { try opened(name, O_RDWR | O_APPEND) }

  /// A new file that only its owner may read until it is given other rights.
  func create(_ name: [UInt8]) throws(WriterError) -> OpenFile {
    try opened(name, O_RDWR | O_APPEND | O_CREAT | O_EXCL)
  }

  func openOrCreate(_ name: [UInt8]) throws(WriterError) -> OpenFile { try opened(name, O_RDWR | O_CREAT) }

  private func opened(_ name: [UInt8], _ flags: Int32) throws(WriterError) -> OpenFile {
    let opened = retrying { unsafe openat(descriptor, Self.text(name), flags | O_NOFOLLOW | O_CLOEXEC, 0o600) }
    guard opened >= 0 else { throw failure(flags & O_CREAT == 0 ? .open : .create, name) }
    return OpenFile(opened, path: path(of: name))
  }

  // MARK: - What is there

  func status() throws(WriterError) -> EntryStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure(.read) }
    return EntryStatus(status)
  }

  /// What a name stands for, links not followed; nil where there is no such name.
  func status(of name: [UInt8]) throws(WriterError) -> EntryStatus? {
    var status = stat()
    if unsafe fstatat(descriptor, Self.text(name), &status, AT_SYMLINK_NOFOLLOW) == 0 { return EntryStatus(status) }
    guard errno == ENOENT else { throw failure(.read, name) }
    return nil
  }

  /// The names in a directory but `.` and `..`, in byte order.
  func names() throws(WriterError) -> [[UInt8]] {
    let reopened = retrying { unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard reopened >= 0 else { throw failure(.read) }
    guard let stream = unsafe fdopendir(reopened) else {
      close(reopened)
      throw failure(.read)
    }
    defer { unsafe closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(stream) {
      let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
      let name = unsafe UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
      let length = unsafe strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
      names.append(unsafe Array(UnsafeBufferPointer(start: name, count: length)))
    }
    return names.filter { $0 != Array(".".utf8) && $0 != Array("..".utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Everything from the file's beginning, however often it is asked.
  ///
  /// - Throws: `WriterError.changed` where the file grows beyond `size`, which was its size when it was looked at.
  func read(size: Int) throws(WriterError) -> [UInt8] {
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      while count <= size {
        let got = unsafe pread(descriptor, buffer.baseAddress?.advanced(by: count), size + 1 - count, count)
        if got > 0 {
          count += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failed = true
          return
        }
      }
    }
    if failed { throw failure(.read) }
    guard bytes.count == size else { throw .changed(path: path) }
    return bytes
  }

  /// The attributes that this user can see, by name: POSIX ACLs, capabilities and SELinux labels are among them.
  func attributes() throws(WriterError) -> [ExtendedAttribute] {
    let list = try unsafe sized(.readAttributes) {
      unsafe flistxattr(descriptor, $0?.assumingMemoryBound(to: CChar.self), $1)
    }
    var attributes: [ExtendedAttribute] = []
    for name in list.split(separator: 0) {
      let value = try unsafe sized(.readAttributes) { unsafe fgetxattr(descriptor, Self.text(Array(name)), $0, $1) }
      attributes.append(ExtendedAttribute(name: Array(name), value: value))
    }
    return attributes.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// As `lsattr` shows them; none where the file system knows none.
  func inodeFlags() -> InodeFlags {
    var flags = 0
    guard unsafe ioctl(descriptor, getInodeFlags, &flags) == 0 else { return [] }
    return InodeFlags(rawValue: UInt32(truncatingIfNeeded: flags)).intersection(.chosen)
  }

  /// Asks for a size, then for that many bytes, as the calls of extended attributes want it.
  private func sized(
    _ operation: WriterError.Operation, _ call: (UnsafeMutableRawPointer?, Int) -> Int
  ) throws(WriterError) -> [UInt8] {
    let size = call(nil, 0)
    if size < 0, errno == ENOTSUP { return [] }
    guard size >= 0 else { throw failure(operation) }
    if size == 0 { return [] }
    var length = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      length = unsafe call(UnsafeMutableRawPointer(buffer.baseAddress), size)
      count = max(0, length)
    }
    guard length >= 0 else { throw failure(operation) }
    return bytes
  }

  // MARK: - Changing

  func write(_ bytes: [UInt8]) throws(WriterError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        throw failure(.write)
      }
    }
  }

  func sync() throws(WriterError) {
    guard retrying({ fsync(descriptor) }) == 0 else { throw failure(.sync) }
  }

  func truncate(to size: Int) throws(WriterError) {
    guard retrying({ ftruncate(descriptor, size) }) == 0 else { throw failure(.write) }
  }

  func setOwner(_ owner: UInt32, group: UInt32) throws(WriterError) {
    guard fchown(descriptor, owner, group) == 0 else { throw failure(.setOwner) }
  }

  func setMode(_ mode: UInt32) throws(WriterError) {
    guard fchmod(descriptor, mode) == 0 else { throw failure(.setMode) }
  }

  func setModified(_ time: FileTime) throws(WriterError) {
    let time = timespec(tv_sec: time.seconds, tv_nsec: time.nanoseconds)
    guard unsafe futimens(descriptor, [time, time]) == 0 else { throw failure(.setTime) }
  }

  func set(_ attribute: ExtendedAttribute) throws(WriterError) {
    let name = Self.text(attribute.name)
    guard unsafe fsetxattr(descriptor, name, attribute.value, attribute.value.count, 0) == 0 else {
      throw failure(.setAttribute)
    }
  }

  func removeAttribute(_ name: [UInt8]) throws(WriterError) {
    guard unsafe fremovexattr(descriptor, Self.text(name)) == 0 else { throw failure(.setAttribute) }
  }

  /// Whether the lock was free; it is held until the descriptor closes, so a crash frees it too.
  func lock() throws(WriterError) -> Bool {
    if retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 { return true }
    guard errno == EWOULDBLOCK else { throw failure(.lock) }
    return false
  }

  // MARK: - Changing a directory

  func makeDirectory(_ name: [UInt8], mode: UInt32) throws(WriterError) {
    guard unsafe mkdirat(descriptor, Self.text(name), mode) == 0 else { throw failure(.create, name) }
  }

  func rename(_ name: [UInt8], over other: [UInt8]) throws(WriterError) {
    guard unsafe renameat(descriptor, Self.text(name), descriptor, Self.text(other)) == 0 else {
      throw failure(.replace, other)
    }
  }

  /// Gives each of two files the other's name in one step; false where the file system cannot do that (NFS, FAT).
  func exchange(_ name: [UInt8], _ other: [UInt8]) throws(WriterError) -> Bool {
    let (a, b) = (Self.text(name), Self.text(other))
    if unsafe renameat2(descriptor, a, descriptor, b, renameExchange) == 0 { return true }
    guard errno == EINVAL || errno == ENOSYS else { throw failure(.replace, other) }
    return false
  }

  /// Gives a file a name that nobody has; by a second link for a moment, where the file system knows no such renaming.
  ///
  /// - Throws: an error that `isAlreadyThere` where somebody has the name.
  func rename(_ name: [UInt8], toFree other: [UInt8]) throws(WriterError) {
    let (old, new) = (Self.text(name), Self.text(other))
    if unsafe renameat2(descriptor, old, descriptor, new, renameNoReplace) == 0 { return }
    guard errno == EINVAL || errno == ENOSYS else { throw failure(.create, other) }
    guard unsafe linkat(descriptor, old, descriptor, new, 0) == 0 else { throw failure(.create, other) }
    try remove(name)
  }

  func remove(_ name: [UInt8]) throws(WriterError) {
    guard unsafe unlinkat(descriptor, Self.text(name), 0) == 0 else { throw failure(.remove, name) }
  }

  func removeDirectory(_ name: [UInt8]) throws(WriterError) {
    guard unsafe unlinkat(descriptor, Self.text(name), AT_REMOVEDIR) == 0 else { throw failure(.remove, name) }
  }

  // MARK: - Words

  private func path(of name: [UInt8]) -> String { path + "/" + String(decoding: name, as: UTF8.self) }

  private func failure(_ operation: WriterError.Operation, _ name: [UInt8]? = nil) -> WriterError {
    let code = errno
    return .system(operation, path: name.map(path(of:)) ?? (path.isEmpty ? "/" : path), code: code)
  }

  private static func text(_ name: [UInt8]) -> [CChar] { name.map { CChar(bitPattern: $0) } + [0] }
}

private func retrying(_ call: () -> Int32) -> Int32 {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}

/// The system's words for an error number.
func systemReason(_ code: Int32) -> String {
  let text = unsafe strerror(code)
  return unsafe text.map { unsafe String(cString: $0) } ?? "error \(code)"
}

extension EntryStatus {
  fileprivate init(_ status: stat) {
    let kinds: [mode_t: Kind] = [S_IFREG: .file, S_IFDIR: .directory, S_IFLNK: .link]
    self.init(
      kind: kinds[status.st_mode & S_IFMT] ?? .other,
      identity: FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
      linkCount: Int(status.st_nlink), size: Int(status.st_size), mode: status.st_mode & 0o7777,
      owner: status.st_uid, group: status.st_gid,
      modified: FileTime(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec))
  }
}
