internal import CFileIdentity
internal import Glibc

/// Runs `body` as somebody who may open only what everybody may: root opens any file whatever its mode.
///
/// Only this thread is changed, so `body` is synchronous. A user who is not root stays who he is.
package func asUnprivileged<Result>(_ body: () throws -> Result) rethrows -> Result {
  guard geteuid() == 0 else { return try body() }
  dovetrail_set_file_identity(65_534)
  defer { dovetrail_set_file_identity(0) }
  return try body()
}
