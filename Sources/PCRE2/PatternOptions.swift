internal import CPCRE2

/// `/pattern/ixU`: how a pattern is to be read, the bits of PCRE2 by the names that its manual gives them.
package struct PatternOptions: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let caseless = PatternOptions(rawValue: PCRE2_CASELESS)
  /// `^` and `$` also match at the line ends inside the text.
  package static let multiline = PatternOptions(rawValue: PCRE2_MULTILINE)
  /// `.` also matches a line end.
  package static let dotAll = PatternOptions(rawValue: PCRE2_DOTALL)
  /// White space and `#` comments in the pattern do not count.
  package static let extended = PatternOptions(rawValue: PCRE2_EXTENDED)
  package static let anchored = PatternOptions(rawValue: PCRE2_ANCHORED)
  /// `$` matches at the very end only, not before a last line end as well.
  package static let dollarEndOnly = PatternOptions(rawValue: PCRE2_DOLLAR_ENDONLY)
  package static let ungreedy = PatternOptions(rawValue: PCRE2_UNGREEDY)
  /// `(…)` does not capture, `(?<name>…)` does.
  package static let noAutoCapture = PatternOptions(rawValue: PCRE2_NO_AUTO_CAPTURE)
  /// Pattern and text are UTF-8; a text that is not is an error. Without it, bytes are characters.
  package static let utf = PatternOptions(rawValue: PCRE2_UTF)
}
