internal import Glibc

extension WriterError {
  /// What to do about an error number.
  static func nextStep(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "Make room on that file system."
    case EROFS: "Mount that file system for writing."
    case EACCES, EPERM: "Run as root, and see whether the file is immutable (lsattr)."
    case EBUSY: "The file itself is a mount point: change the file that is mounted there."
    case EIO: "The disk fails: look at the kernel's log (dmesg)."
    case ENOENT: "See whether the directory is still there."
    default: "See to it, then try again."
    }
  }

  /// A file system that takes no attributes and a user who may not set them refuse with these.
  var isRefusalToKeep: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return [EPERM, EACCES, ENOTSUP, EINVAL].contains(code)
  }

  var isAlreadyThere: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return code == EEXIST
  }

  /// `openat` with O_NOFOLLOW says ELOOP for a link, and ENOTDIR where a directory was wanted.
  var isLinkInTheWay: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return code == ELOOP || code == ENOTDIR
  }
}
