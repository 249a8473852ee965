internal import Glibc
internal import SourceText
internal import Synchronization

/// `O_PATH` (Linux, every architecture that Swift runs on; glibc declares it for `_GNU_SOURCE` only): the descriptor
/// serves for searching, so a directory that may be searched but not listed is no obstacle.
private let searchOnly: Int32 = 0o1000_0000

/// A directory of this machine as the root of a tree.
///
/// Every directory is opened below its parent's descriptor and never through a symbolic link, so what happens to the
/// directory meanwhile cannot lead outside it. The directories stay open: a file costs open, fstat, read, close.
final class DirectorySource: TreeSource, Sendable {
  /// Open as long as anybody refers to it, so that no task's descriptor is closed, or given away anew, under its hands.
  private final class OpenDirectory: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
  }

  private let root: OpenDirectory
  /// By path, `/etc/dovecot/conf.d`.
  private let open = Mutex<[TreePath: OpenDirectory]>([:])
  private static let maximumOpenDirectories = 128

  /// - Throws: `TreeError` where `path` is not a directory that can be searched.
  init(path: String) throws(TreeError) {
    let descriptor = unsafe Glibc.open(path, searchOnly | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TreeError(errno: errno) }
    root = OpenDirectory(descriptor)
  }

  func entry(at components: [ArraySlice<UInt8>]) throws(TreeError) -> TreeEntry {
    guard let name = components.last else { return .directory }
    if isOpen(components) { return .directory }
    let parent = try directory(at: components.dropLast())
    defer { withExtendedLifetime(parent) {} }
    return try entry(name, in: parent)
  }

  private func entry(_ name: ArraySlice<UInt8>, in parent: OpenDirectory) throws(TreeError) -> TreeEntry {
    var status = stat()
    guard unsafe fstatat(parent.descriptor, Self.text(name), &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw TreeError(errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(FileStatus(status))
    case S_IFDIR: return .directory
    case S_IFLNK: return .link(try linkText(name, in: parent.descriptor))
    default: return .other
    }
  }

  func directoryStatus(at components: [ArraySlice<UInt8>]) -> FileStatus? {
    guard let opened = try? directory(at: components[...]) else { return nil }
    defer { withExtendedLifetime(opened) {} }
    var status = stat()
    return unsafe fstat(opened.descriptor, &status) == 0 ? FileStatus(status) : nil
  }

  func contents(at components: [ArraySlice<UInt8>], limit: Int) throws(TreeError) -> [UInt8] {
    guard let name = components.last else { throw .isDirectory }
    let parent = try directory(at: components.dropLast())
    defer { withExtendedLifetime(parent) {} }
    return try file(name, in: parent, limit: limit).bytes
  }

  private func file(
    _ name: ArraySlice<UInt8>, in parent: OpenDirectory, limit: Int
  ) throws(TreeError) -> (bytes: [UInt8], status: FileStatus) {
    let file = unsafe openat(parent.descriptor, Self.text(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw TreeError(errno: errno) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw TreeError(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw status.st_mode & S_IFMT == S_IFDIR ? .isDirectory : .notRegularFile
    }
    guard status.st_size <= limit else { throw .tooLarge(byteCount: Int(status.st_size)) }
    return (try Self.readAll(file, expecting: Int(status.st_size), limit: limit), FileStatus(status))
  }

  // MARK: - Directories that are open already

  func knownFile(at path: TreePath, limit: Int) -> (bytes: [UInt8], status: FileStatus)? {
    guard let (parent, name) = knownPlace(of: path) else { return nil }
    defer { withExtendedLifetime(parent) {} }
    return try? file(name, in: parent, limit: limit)
  }

  func knownEntry(at path: TreePath) -> Result<TreeEntry, TreeError>? {
    guard let (parent, name) = knownPlace(of: path) else { return nil }
    defer { withExtendedLifetime(parent) {} }
    do throws(TreeError) {
      let found = try entry(name, in: parent)
      if case .link = found { return nil }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }

  /// The open directory of a path without `.` and `..`, and the name in it.
  private func knownPlace(of path: TreePath) -> (OpenDirectory, ArraySlice<UInt8>)? {
    let name = path.lastComponent
    guard !name.isEmpty, !name.elementsEqual("."), !name.elementsEqual(".."), !name.contains(ASCII.null),
      path.bytes.count < Int(PATH_MAX)
    else { return nil }
    let key = TreePath(path.directoryPart.dropLast())
    return open.withLock { $0[key] }.map { ($0, name) }
  }

  func names(at components: [ArraySlice<UInt8>]) throws(TreeError) -> [[UInt8]] {
    let searchable = try directory(at: components[...])
    defer { withExtendedLifetime(searchable) {} }
    let readable = unsafe openat(searchable.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard readable >= 0 else { throw TreeError(errno: errno) }
    guard let stream = unsafe fdopendir(readable) else {
      let code = errno
      close(readable)
      throw TreeError(errno: code)
    }
    defer { unsafe closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(stream) {
      // The record is shorter than `dirent` for short names: read the name where it stands, never the whole struct.
      let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
      let name = unsafe UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
      let length = unsafe strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
      names.append(unsafe Array(UnsafeBufferPointer(start: name, count: length)))
    }
    return names
  }

  private func isOpen(_ components: [ArraySlice<UInt8>]) -> Bool {
    open.withLock { $0[Self.key(components[...])] != nil }
  }

  /// A directory, opened component by component and kept.
  private func directory(at components: ArraySlice<ArraySlice<UInt8>>) throws(TreeError) -> OpenDirectory {
    guard let name = components.last else { return root }
    let key = Self.key(components)
    if let known = open.withLock({ $0[key] }) { return known }
    let parent = try directory(at: components.dropLast())
    defer { withExtendedLifetime(parent) {} }
    let descriptor = unsafe openat(
      parent.descriptor, Self.text(name), searchOnly | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw TreeError(errno: errno) }
    let opened = OpenDirectory(descriptor)
    open.withLock { directories in
      if directories.count >= Self.maximumOpenDirectories { directories.removeAll() }
      directories[key] = opened
    }
    return opened
  }

  private func linkText(_ name: ArraySlice<UInt8>, in parent: Int32) throws(TreeError) -> [UInt8] {
    let capacity = Int(PATH_MAX)
    var length = 0
    let text = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      length = unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let base = characters.baseAddress else { return -1 }
        return unsafe readlinkat(parent, Self.text(name), base, capacity)
      }
      count = max(0, length)
    }
    guard length >= 0 else { throw TreeError(errno: errno) }
    return text
  }

  /// Reads to the end even where the file grows meanwhile, but never beyond `limit`.
  private static func readAll(_ file: Int32, expecting size: Int, limit: Int) throws(TreeError) -> [UInt8] {
    var failure: Int32 = 0
    // One byte more than there should be, so that one call tells that the file has not grown.
    let result = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      repeat {
        let got = unsafe read(file, buffer.baseAddress?.advanced(by: count), size + 1 - count)
        if got > 0 {
          count += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      } while count != size
    }
    guard failure == 0 else { throw TreeError(errno: failure) }
    return result.count > size ? try readOn(file, behind: result, limit: limit) : result
  }

  private static func readOn(_ file: Int32, behind start: [UInt8], limit: Int) throws(TreeError) -> [UInt8] {
    var result = start
    var rest = [UInt8](repeating: 0, count: 4096)
    while true {
      let got = unsafe read(file, &rest, rest.count)
      if got == 0 { return result }
      if got < 0 {
        if errno == EINTR { continue }
        throw TreeError(errno: errno)
      }
      result += rest[..<got]
      guard result.count <= limit else { throw .tooLarge(byteCount: result.count) }
    }
  }

  private static func key(_ components: ArraySlice<ArraySlice<UInt8>>) -> TreePath {
    var key: [UInt8] = []
    for component in components {
      key.append(ASCII.slash)
      key += component
    }
    return TreePath(key)
  }

  /// A component as C text. It cannot hold NUL or a slash: `ServerTree` has seen to that.
  private static func text(_ component: ArraySlice<UInt8>) -> [CChar] {
    var text = component.map { CChar(bitPattern: $0) }
    text.append(0)
    return text
  }
}

extension TreeError {
  init(errno code: Int32) {
    self =
      switch code {
      case ENOENT: .absent
      case EACCES, EPERM: .permissionDenied
      case EISDIR: .isDirectory
      case ENOTDIR: .notDirectory
      case ELOOP: .tooManyLinks
      case ENAMETOOLONG: .nameTooLong
      default: .systemError(code: code)
      }
  }
}

extension FileStatus {
  init(_ status: stat) {
    self.init(
      size: Int(status.st_size), mode: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid,
      linkCount: Int(status.st_nlink),
      modified: (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec)))
  }
}
