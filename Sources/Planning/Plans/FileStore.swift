internal import Glibc
internal import ServerTree
internal import SourceText

/// Why a file of the user's could not be written.
package struct WriteError: Error, Equatable, Sendable {
  package let path: String
  package let reason: String

  package var message: String { "\(path) cannot be written: \(reason)." }
  package var nextStep: String { "Choose another place, or make room and permission there." }
}

/// The user's own files, outside any server: plans, patches, profiles.
///
/// A file is written as a sibling temporary file, synced, then renamed, so that no half of one is ever seen.
package enum FileStore {
  /// The bytes of a plan or profile.
  ///
  /// - Throws: `DocumentError` with the reason of the operating system.
  package static func read(_ path: String) throws(DocumentError) -> [UInt8] {
    do throws(TreeError) {
      return try ServerTree(root: "/").read(TreePath(absolute(path))).bytes
    } catch {
      throw unreadable(path, error)
    }
  }

  /// The paths of the files of a directory whose names end in `suffix`, in byte order.
  package static func files(in directory: String, withSuffix suffix: String) throws(DocumentError) -> [String] {
    do throws(TreeError) {
      let names = try ServerTree(root: "/").names(in: TreePath(absolute(directory)))
      return names.map(\.text).filter { $0.hasSuffix(suffix) }.map { directory + "/" + $0 }
    } catch {
      throw unreadable(directory, error)
    }
  }

  private static func unreadable(_ path: String, _ error: TreeError) -> DocumentError {
    DocumentError(
      path: path, line: nil, message: "cannot be read: \(error.reason)",
      nextStep: "Check the path and the permissions.")
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let directory = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(directory) }
    return unsafe String(cString: directory) + "/" + path
  }

  /// - Parameter isPrivate: the file may hold a secret: only its owner may read it.
  package static func write(_ bytes: [UInt8], to path: String, isPrivate: Bool) throws(WriteError) {
    let temporary = path + ".dovetrail-\(getpid())"
    let mode: mode_t = isPrivate ? 0o600 : 0o644
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw WriteError(path: path, errno: errno) }
    var failure: Int32 = 0
    if !writeAll(bytes, to: file) || fsync(file) != 0 { failure = errno }
    if close(file) != 0, failure == 0 { failure = errno }
    if failure == 0, unsafe rename(temporary, path) != 0 { failure = errno }
    guard failure == 0 else {
      unsafe unlink(temporary)
      throw WriteError(path: path, errno: failure)
    }
    syncDirectory(of: path)
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      written += count
    }
    return true
  }

  private static func syncDirectory(of path: String) {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension WriteError {
  fileprivate init(path: String, errno code: Int32) {
    let text = unsafe strerror(code)
    self.init(path: path, reason: unsafe text.map { unsafe String(cString: $0) } ?? "error \(code)")
  }
}
