internal import SourceText

/// The layout of postconf's lines.
enum PostconfLine {
  /// `name = value`; each run of blanks becomes one, those at the end go.
  static func append(
    _ name: ArraySlice<UInt8>, _ between: StaticString, _ value: ArraySlice<UInt8>, to output: inout [UInt8]
  ) {
    let start = output.count
    appendSqueezed(name, since: start, to: &output)
    between.withUTF8Buffer { unsafe output.append(contentsOf: $0) }
    // What stands between ends in a blank: those at the start of the value go.
    appendSqueezed(value, since: start, to: &output)
    if output.count > start, output.last == ASCII.space { output.removeLast() }
    output.append(ASCII.lineFeed)
  }

  /// A value as postconf shows it: each run of blanks is one, none at the ends.
  static func squeezed(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    appendSqueezed(value, since: 0, to: &output)
    if output.last == ASCII.space { output.removeLast() }
    return output
  }

  private static func appendSqueezed(_ text: ArraySlice<UInt8>, since start: Int, to output: inout [UInt8]) {
    let bytes = text.span
    var index = 0
    while index < bytes.count, !Tokens.isBlank(bytes[index]) { index += 1 }
    guard index < bytes.count else {
      output += text
      return
    }
    for byte in text {
      if !Tokens.isBlank(byte) {
        output.append(byte)
      } else if output.count > start, output.last != ASCII.space {
        output.append(ASCII.space)
      }
    }
  }

  /// Where each of the eight fields begins, unless the one before is too long.
  private static let columns = [0, 11, 17, 25, 33, 41, 49, 57]

  /// `smtp       inet  n       -       y       -       -       smtpd -o name=value`.
  static func append(_ entry: MasterCfEntry, to output: inout [UInt8]) {
    let start = output.count
    for field in MasterCfField.allCases {
      if field != .service {
        repeat { output.append(ASCII.space) } while output.count - start < columns[field.rawValue]
      }
      output += entry[field]
    }
    appendArguments(PostconfEntry(entry).arguments, to: &output)
    output.append(ASCII.lineFeed)
  }

  /// Values with blanks go in braces, as do operands behind the first one.
  private static func appendArguments(_ arguments: [[UInt8]], to output: inout [UInt8]) {
    var index = 0
    var inOptions = true
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      output.append(ASCII.space)
      guard inOptions else {
        appendBraced(argument, to: &output)
        continue
      }
      output += argument
      inOptions = ServiceArguments.isOption(argument[...])
      if inOptions, PostconfEntry.takesValue(argument), index < arguments.count {
        output.append(ASCII.space)
        appendBraced(arguments[index], to: &output)
        index += 1
      }
    }
  }

  private static func appendBraced(_ text: [UInt8], to output: inout [UInt8]) {
    let needsBraces = text.contains(where: Tokens.isBlank)
    if needsBraces { output.append(ASCII.leftBrace) }
    output += text
    if needsBraces { output.append(ASCII.rightBrace) }
  }
}
