internal import CPCRE2

/// `missing closing parenthesis` at byte 5 of `a(b|c`: why a pattern cannot be compiled.
package struct PatternError: Error, Equatable, Sendable {
  /// Where in the pattern PCRE2 noticed, in bytes; the pattern's length where it ended too soon.
  package let offset: Int
  package let code: Int32
  /// PCRE2's own words, as Postfix logs them.
  package let message: String
}

/// Why a text could not be compared with a pattern: not a refusal, an unknown.
package enum MatchError: Error, Equatable, Sendable {
  /// More backtracking than `MatchLimits.match` allows: the pattern is catastrophic for this text.
  case matchLimit
  case depthLimit
  case heapLimit
  /// The same as `heapLimit`, for machine code.
  case stackLimit
  /// The pattern asks for UTF-8 and the text is not.
  case invalidUTF8(message: String)
  case startOutOfBounds
  case other(code: Int32, message: String)

  init(code: Int32) {
    self =
      switch code {
      case PCRE2_ERROR_MATCHLIMIT: .matchLimit
      case PCRE2_ERROR_DEPTHLIMIT: .depthLimit
      case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY: .heapLimit
      case PCRE2_ERROR_JIT_STACKLIMIT: .stackLimit
      case PCRE2_ERROR_UTF8_ERR21...PCRE2_ERROR_UTF8_ERR1: .invalidUTF8(message: errorMessage(code))
      default: .other(code: code, message: errorMessage(code))
      }
  }
}

/// The longest message of PCRE2 10.42 has 97 bytes; its manual promises that 256 are enough.
func errorMessage(_ code: Int32) -> String {
  var buffer = [UInt8](repeating: 0, count: 256)
  let length = unsafe pcre2_get_error_message_8(code, &buffer, buffer.count)
  guard length >= 0 else { return "error \(code)" }
  return String(decoding: buffer[..<Int(length)], as: UTF8.self)
}
