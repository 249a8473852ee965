internal import SourceText

/// What a logical line says; ranges are those of the line's `bytes`.
package enum Statement: Sendable {
  /// `key = value`
  case assignment(key: Word, value: WrittenValue)
  /// `key {`, `key name {`, `key "a name" {`
  case sectionStart(key: Word, name: Word)
  /// `group @label name {`
  case groupStart(label: Word, name: Word)
  /// `}`
  case sectionEnd
  /// `!include pattern`, `!include_try pattern`: the rest of the line, with blanks and quotes.
  case include(pattern: Range<Int>, isOptional: Bool)
  case malformed(Malformation, key: Word)

  /// The name that the line begins with, where it has one.
  package var key: Word? {
    switch self {
    case .assignment(let key, _), .sectionStart(let key, _), .malformed(_, let key): key
    case .groupStart(let label, _): label
    case .sectionEnd, .include: nil
    }
  }
}

/// A key or a section name: where it stands, and its bytes if they differ from those there.
package struct Word: Sendable {
  package let range: Range<Int>
  package let isQuoted: Bool
  let unescaped: [UInt8]?

  init(_ range: Range<Int>, isQuoted: Bool = false, unescaped: [UInt8]? = nil) {
    self.range = range
    self.isQuoted = isQuoted
    self.unescaped = unescaped
  }

  package func bytes(in line: LogicalLine) -> ArraySlice<UInt8> { unescaped?[...] ?? line.bytes[range] }
}

/// `yes`, `"a b"`, `<file`, `$other x`: a value as it is written.
package struct WrittenValue: Sendable {
  package enum Form: Sendable {
    case plain
    /// `"a"` or `'a'`
    case quoted
    /// `<path`: the file's content.
    case file
    /// Has a `$` and no quotes round it.
    case variable
    /// `<<END` and the lines below it.
    case heredoc
  }

  package let form: Form
  /// The whole of it, with quotes or `<`.
  package let written: Range<Int>
  /// Without quotes or `<`.
  package let text: Range<Int>
  /// The bytes of the text where escapes make them differ.
  let unescaped: [UInt8]?
  /// The `END` of `<<END`.
  let marker: [UInt8]?

  init(
    _ form: Form, written: Range<Int>, text: Range<Int>, unescaped: [UInt8]? = nil, marker: [UInt8]? = nil
  ) {
    self.marker = marker
    self.form = form
    self.written = written
    self.text = text
    self.unescaped = unescaped
  }

  package func bytes(in line: LogicalLine) -> ArraySlice<UInt8> { unescaped?[...] ?? line.bytes[text] }
}

/// What stands behind a backslash; nothing where the text ends with it.
package struct EscapedByte: Sendable, Equatable {
  let byte: UInt8?

  var text: String { byte.map { [$0].text } ?? "" }
}

/// Why a line is none of the forms, in the daemon's words.
package enum Malformation: Sendable, Equatable {
  case expectingBrace
  case garbageAfterBrace
  case expectingGroupName
  /// 2.4.2 and later
  case unknownEscape(EscapedByte)
  /// 2.4.5 and later: `<<END` without an `END`.
  case missingMarker([UInt8])

  package var daemonText: String {
    switch self {
    case .expectingBrace: "Expecting '{'"
    case .garbageAfterBrace: "Garbage after '{'"
    case .expectingGroupName: "Expecting group name"
    case .unknownEscape(let byte): "Unknown escape sequence \\" + byte.text
    case .missingMarker(let marker): "Missing " + marker.text
    }
  }
}
