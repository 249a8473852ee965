internal import Glibc

/// Standard input as a terminal that hands over each key as it is pressed.
///
/// The terminal is as it was before whenever nobody waits for a key.
struct Keyboard {
  /// Ctrl-C.
  struct Interrupted: Error {}

  private static let interrupt: UInt8 = 0x03
  private static let maximumLineLength = 4096

  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// One key; nil at the end of the input.
  func key() throws(Interrupted) -> UInt8? {
    guard let usual = settings() else { return nil }
    var raw = usual
    // No line to be finished, no echo, and Ctrl-C as a key: nothing is left in disorder that way.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    apply(raw)
    defer { apply(usual) }
    guard let key = next() else { return nil }
    if key == Self.interrupt { throw Interrupted() }
    // An arrow or function key sends several bytes; none of the rest is meant as a key of its own.
    if key == 0x1B { discardRest() }
    return key
  }

  /// A line, edited and echoed by the terminal itself.
  func line() -> String {
    var bytes: [UInt8] = []
    while bytes.count < Self.maximumLineLength, let byte = next(), byte != 0x0A { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func settings() -> termios? {
    var settings = termios()
    return unsafe tcgetattr(STDIN_FILENO, &settings) == 0 ? settings : nil
  }

  /// Keys that were pressed ahead are kept.
  private func apply(_ settings: termios) {
    var settings = settings
    while unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) != 0, errno == EINTR {}
  }

  private func next() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = unsafe read(STDIN_FILENO, &byte, 1)
      if count == 1 { return byte }
      if count < 0, errno == EINTR { continue }
      return nil
    }
  }

  private func discardRest() {
    var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&waiting, 1, 20) > 0, next() != nil {}
  }
}
