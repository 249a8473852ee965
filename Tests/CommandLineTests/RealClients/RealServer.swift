internal import OracleSupport
internal import Testing

/// A tree, changed by the program under test, with the real daemons of one release running on it.
struct RealServer {
  let root: DebianRoot
  let tree: TemporaryTree

  /// A copy of a sample.
  static func sample(_ name: String, on root: DebianRoot) async throws -> RealServer {
    RealServer(root: root, tree: try await TemporaryTree().copy(Program.sample(name)))
  }

  /// What the Debian packages install.
  static func stock(_ root: DebianRoot) async throws -> RealServer {
    let tree = try TemporaryTree()
    for folder in ["etc", "usr", "usr/share", "var", "var/lib", "var/lib/dpkg"] { try tree.directory(folder) }
    for folder in ["etc/dovecot", "etc/postfix", "usr/share/dovecot", "var/lib/dpkg/status"] {
      let copied = try await ProgramRun.of(
        Elevation.prefix + ["cp", "-R", "\(root.path)/\(folder)", "\(tree.path)/\(folder)"])
      try #require(copied.isSuccess, "\(copied.errorText)")
    }
    // The certificate that the packages make when they are installed.
    try tree.write("etc/ssl/certs/ssl-cert-snakeoil.pem", "").write("etc/ssl/private/ssl-cert-snakeoil.key", "")
    return RealServer(root: root, tree: tree)
  }

  /// Plans, accepts everything, applies.
  func apply(_ arguments: [String]) async throws {
    let work = try TemporaryTree()
    let plan = "\(work.path)/plan.toml"
    let planned = try await ProgramRun.of(
      Elevation.prefix + [Program.path, "--root", tree.path, "plan"] + arguments + ["-o", plan])
    try #require(planned.status == 1, "\(planned.outputText)\(planned.errorText)")
    try #require(!planned.outputText.contains("cannot be done"), "\(planned.outputText)")
    for step in [["review", plan, "--accept", "all"], ["--root", tree.path, "apply", plan]] {
      let run = try await ProgramRun.of(Elevation.prefix + [Program.path] + step)
      try #require(run.status == 0, "\(run.errorText)")
    }
  }

  /// Starts both daemons in namespaces of their own and plays the sessions from another one.
  func play(_ sessions: [ClientSession]) async throws -> Transcript {
    let work = try TemporaryTree()
    try work.write("sessions", sessions.map(\.text).joined())
    let isolation = [
      "unshare", "--mount", "--uts", "--ipc", "--net", "--pid", "--fork", "--kill-child", "--mount-proc",
      "--propagation", "private",
    ]
    let run = try await ProgramRun.of(
      Elevation.prefix + ["timeout", "--signal=KILL", "120"] + isolation
        + ["sh", "\(packageFolder)/Tests/RealClients/host.sh", root.path, tree.path, "\(work.path)/sessions"])
    try #require(run.isSuccess, "\(run.errorText)\(run.outputText)")
    return Transcript(run.outputText)
  }
}
