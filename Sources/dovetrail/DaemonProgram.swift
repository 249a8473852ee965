internal import Glibc

/// A program of the running system: asked whether it likes a configuration, or for its version.
struct DaemonProgram {
  /// What is read of a program.
  private enum Stream {
    case output, messages
  }

  private static let seconds: Int32 = 60
  private static let maximumOutput = 1 << 16
  private static let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]

  let path: String

  /// Nil where the program is not in one of the system's own directories.
  init?(_ name: String) {
    let paths = ["/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/", "/usr/local/sbin/", "/usr/local/bin/"].map { $0 + name }
    guard let found = paths.first(where: { unsafe access($0, X_OK) == 0 }) else { return nil }
    path = found
  }

  /// What the program has to say against it: its messages where it fails; nil where it succeeds.
  func complaint(_ arguments: [String]) -> String? {
    switch run(arguments, reading: .messages) {
    case .notStarted: return "\(path) cannot be started"
    case .tooSlow: return "\(path) does not answer within \(Self.seconds) seconds"
    case .ended(let isSuccess, let bytes):
      if isSuccess { return nil }
      let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n").joined(separator: "; ")
      return text.isEmpty ? "\(path) fails without a word" : text
    }
  }

  /// The first line of its standard output; nil where it fails.
  func firstLine(_ arguments: [String]) -> String? {
    guard case .ended(true, let bytes) = run(arguments, reading: .output) else { return nil }
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  private enum Ending {
    case notStarted, tooSlow
    case ended(isSuccess: Bool, [UInt8])
  }

  private func run(_ arguments: [String], reading stream: Stream) -> Ending {
    guard let (child, end) = spawn(arguments, reading: stream) else { return .notStarted }
    defer { close(end) }
    guard let output = read(end) else {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
      return .tooSlow
    }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    return .ended(isSuccess: status == 0, output)
  }

  /// Starts the program with one of its streams on a pipe and nothing else of ours.
  private func spawn(_ arguments: [String], reading stream: Stream) -> (child: pid_t, end: Int32)? {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return nil }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    let (read, silent) = stream == .output ? (STDOUT_FILENO, STDERR_FILENO) : (STDERR_FILENO, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, silent, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], read)
    unsafe posix_spawn_file_actions_addclose(&actions, ends[0])
    unsafe posix_spawn_file_actions_addclose(&actions, ends[1])
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var variables = unsafe Self.environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe variables.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let status = unsafe posix_spawn(&child, path, &actions, nil, &words, &variables)
    close(ends[1])
    guard status == 0 else {
      close(ends[0])
      return nil
    }
    return (child, ends[0])
  }

  /// All that the stream brings, of which the first 64 KB are kept; nil where the time is over before the program has ended.
  private func read(_ end: Int32) -> [UInt8]? {
    let deadline = time(nil) + Int(Self.seconds)
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      var waiting = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
      let left = max(0, deadline - time(nil))
      guard unsafe poll(&waiting, 1, Int32(left) * 1000) > 0 else {
        if errno == EINTR, left > 0 { continue }
        return nil
      }
      let got = unsafe Glibc.read(end, &chunk, chunk.count)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return output }
      output += chunk[..<got].prefix(max(0, Self.maximumOutput - output.count))
    }
  }
}
