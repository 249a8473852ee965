/// Why something in the tree could not be read. *Absent* and *unreadable* are different answers.
package enum TreeError: Error, Equatable, Sendable {
  case absent
  /// `EACCES`: there, but not for this user.
  case permissionDenied
  case isDirectory
  case notDirectory
  /// A device, socket or pipe; never opened.
  case notRegularFile
  /// More symbolic links than Linux follows (40).
  case tooManyLinks
  case nameTooLong
  /// Larger than `ServerTree.maximumFileSize`.
  case tooLarge(byteCount: Int)
  /// Any other refusal by the operating system.
  case systemError(code: Int32)

  package var isAbsent: Bool { self == .absent }

  /// As `strerror` words it, since both daemons do.
  package var reason: String {
    switch self {
    case .absent: "No such file or directory"
    case .permissionDenied: "Permission denied"
    case .isDirectory: "Is a directory"
    case .notDirectory: "Not a directory"
    case .notRegularFile: "Not a regular file"
    case .tooManyLinks: "Too many levels of symbolic links"
    case .nameTooLong: "File name too long"
    case .tooLarge(let count): "File too large (\(count) bytes)"
    case .systemError(let code): "System error \(code)"
    }
  }
}
