internal import Glibc
internal import Reports
internal import SourceText

/// Standard output or standard error: whole buffers, one write each.
struct Standard {
  static let output = Standard(descriptor: STDOUT_FILENO)
  static let error = Standard(descriptor: STDERR_FILENO)

  private let descriptor: Int32

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Colour and width as this stream can show them: colour on a terminal only, and never with `NO_COLOR`.
  func style(showsSecrets: Bool = false) -> TextStyle {
    let refusesColour = Environment.value("NO_COLOR").map { !$0.isEmpty } ?? false
    let isDumb = Environment.value("TERM") == "dumb"
    return TextStyle(
      usesColour: isTerminal && !refusesColour && !isDumb, width: isTerminal ? width : nil, showsSecrets: showsSecrets)
  }

  /// Writes everything, or leaves with exit code 5; a reader that went away (`| head`) is no error of ours.
  func write(_ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        if errno != EPIPE, descriptor == STDOUT_FILENO {
          Standard.error.write(
            Array("error: standard output cannot be written\n  next: Check the disk or pipe.\n".utf8))
        }
        ExitStatus.inputOutput.leave()
      }
    }
  }

  func write(_ output: TextOutput) { write(output.bytes) }

  private var width: Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return nil }
    return min(Int(size.ws_col), 120)
  }
}

/// The environment, read where a command needs it.
enum Environment {
  static func value(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    return unsafe String(cString: text)
  }
}
