import Glibc
import Testing

/// A program on a terminal of its own, which somebody types on.
final class PseudoTerminal {
  private let keyboard: Int32
  private let child: pid_t
  private(set) var screen = ""
  private var seen = "".startIndex

  init(_ words: [String], variables: [String] = ["TERM=xterm", "USER=tester"]) throws {
    var ends: (master: Int32, slave: Int32) = (0, 0)
    var name = [CChar](repeating: 0, count: 256)
    try #require(unsafe openpty(&ends.master, &ends.slave, &name, nil, nil) == 0)
    keyboard = ends.master
    try #require(fcntl(keyboard, F_SETFD, FD_CLOEXEC) == 0)
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 as ClosedRange<Int32> {
      unsafe posix_spawn_file_actions_adddup2(&actions, ends.slave, descriptor)
    }
    unsafe posix_spawn_file_actions_addclose(&actions, ends.slave)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var environment = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      unsafe arguments.forEach { unsafe free($0) }
      unsafe environment.forEach { unsafe free($0) }
    }
    var started: pid_t = 0
    try #require(unsafe posix_spawn(&started, words[0], &actions, nil, &arguments, &environment) == 0)
    child = started
    close(ends.slave)
  }

  deinit { close(keyboard) }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(keyboard, bytes, bytes.count)
  }

  /// Waits for a text behind the last one that was waited for.
  func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let deadline = time(nil) + 30
    while time(nil) < deadline {
      if let found = screen[seen...].firstRange(of: text) {
        seen = found.upperBound
        return
      }
      let length = screen[..<seen].utf8.count
      guard let more = read() else { break }
      screen += more
      seen = screen.utf8.index(screen.startIndex, offsetBy: length)
    }
    Issue.record("'\(text)' never came; the screen shows: \(screen)", sourceLocation: sourceLocation)
  }

  /// Reads what is left and answers with the exit status; a program that goes on waiting is ended.
  func end() -> Int32 {
    while let more = read() { screen += more }
    kill(child, SIGKILL)
    var status: Int32 = 0
    unsafe waitpid(child, &status, 0)
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }

  /// Whether the terminal echoes what is typed and hands it over by lines, as it did at first.
  var isAsUsual: Bool {
    var settings = termios()
    guard unsafe tcgetattr(keyboard, &settings) == 0 else { return false }
    let usual = tcflag_t(ICANON | ECHO | ISIG)
    return settings.c_lflag & usual == usual
  }

  /// Waits until the program takes each key as it is pressed: the prompt comes a moment before.
  func waitForKeyByKey(sourceLocation: SourceLocation = #_sourceLocation) {
    let deadline = time(nil) + 30
    while isAsUsual, time(nil) < deadline { usleep(1_000) }
    if isAsUsual { Issue.record("keys are never read one by one", sourceLocation: sourceLocation) }
  }

  /// Nil when the program has closed the terminal, or says nothing for 10 seconds.
  private func read() -> String? {
    var waiting = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&waiting, 1, 10_000) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe Glibc.read(keyboard, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}
