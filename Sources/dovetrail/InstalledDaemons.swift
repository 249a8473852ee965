internal import Glibc
internal import Planning
internal import ServerTree

/// The daemons of the running system, asked about planned files with `--check-with-daemon`.
///
/// Planned files are laid over a private copy of the configuration directories, and the copy is mounted in their place
/// for the daemon's program alone, so that absolute paths mean the copy too.
struct InstalledDaemons: Sendable {
  /// A daemon's directory and the commands that judge it.
  private struct Daemon: Sendable {
    let directory: String
    let commands: [[String]]
  }

  private let daemons: [Daemon]

  /// - Throws: `ExitStatus.inputOutput` where there is no daemon to ask.
  init(_ server: ServerOptions) throws {
    let dovecot = Daemon(
      directory: Self.directory(of: server.dovecot), commands: [["doveconf", "-n", "-x", "-c", server.dovecot]])
    let postfix = Daemon(
      directory: server.postfix,
      commands: [
        ["postconf", "-c", server.postfix, "-n"], ["postconf", "-c", server.postfix, "-M"],
        ["postfix", "-c", server.postfix, "check"],
      ])
    daemons = [dovecot, postfix].filter { daemon in
      unsafe access(daemon.directory, F_OK) == 0
        && daemon.commands.allSatisfy { $0.first.flatMap { DaemonProgram($0) } != nil }
    }
    guard !daemons.isEmpty else {
      Complaint.error(
        "Neither doveconf nor postfix is installed here.", nextStep: "Apply without --check-with-daemon.")
      throw ExitStatus.inputOutput
    }
  }

  var check: DaemonCheck {
    DaemonCheck(
      planned: { planned in complaint { daemon in try complaint(of: daemon, about: planned) } },
      applied: { complaint { daemon in complaint(of: daemon.commands) } })
  }

  private func complaint(_ ask: (Daemon) throws -> String?) -> String? {
    for daemon in daemons {
      do {
        if let complaint = try ask(daemon) { return complaint }
      } catch {
        return "a private copy of \(daemon.directory) cannot be made"
      }
    }
    return nil
  }

  private func complaint(of commands: [[String]], before wrapping: [String] = []) -> String? {
    for command in commands {
      let words = wrapping + command
      guard let first = words.first, let program = DaemonProgram(first) else { return "\(words) is not installed" }
      if let complaint = program.complaint(Array(words.dropFirst())) { return complaint }
    }
    return nil
  }

  // MARK: - A private copy

  private func complaint(of daemon: Daemon, about planned: PlannedTree) throws -> String? {
    let copy = try PrivateCopy(of: daemon.directory)
    for file in planned.files where file.path.description.hasPrefix(daemon.directory + "/") {
      try FileStore.write(
        file.after, to: copy.path + file.path.description.dropFirst(daemon.directory.count), isPrivate: true)
    }
    let mounted = [
      "unshare", "--mount", "--propagation", "private", "sh", "-c",
      "mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"", "sh", copy.path, daemon.directory,
    ]
    return complaint(of: daemon.commands, before: mounted)
  }

  private static func directory(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
  }
}

/// `/tmp/dovetrail.XXXXXX/copy`, for its owner alone; it goes when the last reference goes.
private final class PrivateCopy {
  private let directory: String
  var path: String { directory + "/copy" }

  init(of source: String) throws {
    var template = Array("/tmp/dovetrail.XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw ExitStatus.inputOutput }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard DaemonProgram("cp")?.complaint(["-a", "--", source, path]) == nil else { throw ExitStatus.inputOutput }
  }

  deinit { _ = DaemonProgram("rm")?.complaint(["-rf", "--", directory]) }
}
