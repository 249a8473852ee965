package import SettingsGraph
internal import SourceText

/// What differs between versions when one line is read; everything else of the line scanner is the same in all.
package struct LexicalRules: Sendable, Equatable {
  package enum Escapes: Sendable {
    /// `\x` is `x` for every `x` (2.3, 2.4.0, 2.4.1).
    case everyByte
    /// Only `\\` and `\"`; anything else is `Unknown escape sequence` (2.4.2 and later).
    case backslashAndQuote
  }

  package enum Variables: Sendable {
    /// `key = $other x`: only a value that begins with `$`, and only its first word (2.3.13).
    case firstWord
    /// `key = x $other`: any word (2.3.14 and later).
    case everyWord
    /// `key = $SET:other`, `$ENV:NAME` (2.4).
    case named
  }

  /// 2.4 takes what C's `isspace` takes; 2.3 takes SP and HT only.
  package let hasWideSpace: Bool
  /// `"A B" = c`
  package let hasQuotedKeys: Bool
  /// `group @label name {`
  package let hasGroups: Bool
  /// `key = <<END`; before 2.4.5 that names a file `<END`.
  package let hasHeredoc: Bool
  package let escapes: Escapes
  package let variables: Variables

  /// A comment or an empty line throws away what a continued value has so far.
  package let commentEndsContinuation: Bool
  /// `key = <path` is the file's content.
  package let hasFileValues: Bool

  package init(_ version: ProgramVersion) { self.init(version, isExternal: false) }

  /// The files that 2.3 reads besides: `dovecot-sql.conf.ext`.
  package init(externalFileOf version: ProgramVersion) { self.init(version, isExternal: true) }

  private init(_ version: ProgramVersion, isExternal: Bool) {
    commentEndsContinuation = !isExternal
    hasFileValues = !isExternal
    let is2_4 = version >= ProgramVersion(2, 4)
    hasWideSpace = is2_4
    hasQuotedKeys = is2_4
    hasGroups = is2_4
    hasHeredoc = version >= ProgramVersion(2, 4, 5)
    escapes = version >= ProgramVersion(2, 4, 2) ? .backslashAndQuote : .everyByte
    variables = is2_4 ? .named : version >= ProgramVersion(2, 3, 14) ? .everyWord : .firstWord
  }

  @inline(__always)
  func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || hasWideSpace && byte >= 0x0A && byte <= 0x0D
  }
}
