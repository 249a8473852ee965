internal import Dovecot
internal import Glibc
internal import Postfix
internal import SettingsGraph

/// The installed daemons of a live system, asked for their version where its package database does not tell.
enum InstalledProgram {
  @Sendable
  static func version(of daemon: DaemonName) -> ProgramVersion? {
    let command: [String] =
      switch daemon {
      case .dovecot: ["dovecot", "--version"]
      case .postfix: ["postconf", "-d", "-h", "mail_version"]
      default: []
      }
    return output(of: command).flatMap { ProgramVersion($0) }
  }

  /// The first line that a program of the system's own directories prints; nil where it is not there or fails.
  private static func output(of command: [String]) -> String? {
    guard let name = command.first else { return nil }
    let program = ["/usr/sbin/", "/usr/bin/", "/usr/local/sbin/"].map { $0 + name }.first {
      unsafe access($0, X_OK) == 0
    }
    guard let program else { return nil }
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addclose(&actions, ends[0])
    var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let status = unsafe posix_spawn(&child, program, &actions, nil, &arguments, nil)
    close(ends[1])
    guard status == 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = unsafe read(ends[0], &buffer, buffer.count)
    var exit: Int32 = 0
    unsafe waitpid(child, &exit, 0)
    guard exit == 0, count > 0 else { return nil }
    return String(decoding: buffer[..<count].prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
