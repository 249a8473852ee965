internal import SourceText

/// `-v -o name=value flags=R user=x`: what stands behind the command of a master.cf entry, as the program reads it.
///
/// Options come first; the first argument that does not begin with `-` (or `--`) ends them. Only `-o` takes a value:
/// the rest of its argument, or else the next one, from which master removes the braces.
package struct ServiceArguments: Sendable {
  /// Every argument as written, in the folded text.
  package let fields: [Range<Int>]
  package private(set) var options: [ServiceOption] = []
  /// Arguments behind the options, in the folded text.
  package private(set) var operands: [Range<Int>] = []
  package private(set) var faults: [Fault] = []

  /// A message about one argument, which stands at `range` of the folded text.
  package struct Fault: Sendable, Equatable {
    package let message: String
    package let range: Range<Int>
  }

  init(_ fields: ArraySlice<Range<Int>>, of folded: FoldedText) {
    self.fields = Array(fields)
    var cursor = fields.startIndex
    while cursor < fields.endIndex, Self.isOption(folded.text[fields[cursor]]) {
      readOption(at: &cursor, fields, folded)
    }
    operands = Array(fields[cursor...])
    for field in operands where folded.text[field.lowerBound] == ASCII.leftBrace {
      if let fault = Braced(folded.text[field], trimming: true).fault {
        faults.append(Fault(message: fault, range: field))
      }
    }
  }

  static func isOption(_ text: ArraySlice<UInt8>) -> Bool {
    text.first == ASCII.hyphen && !text.elementsEqual("--")
  }

  /// `-v`, `-o name=value`, `-oname=value`, `-vo name=value`: letters up to the `o`, whose value is the rest or the
  /// next argument.
  private mutating func readOption(at cursor: inout Int, _ fields: ArraySlice<Range<Int>>, _ folded: FoldedText) {
    let field = fields[cursor]
    cursor += 1
    guard let o = folded.text[field].firstIndex(of: UInt8(ascii: "o")) else { return }
    var value = o + 1..<field.upperBound
    var isBraced = false
    if value.isEmpty {
      guard cursor < fields.endIndex else { return }
      value = fields[cursor]
      cursor += 1
      isBraced = folded.text[value.lowerBound] == ASCII.leftBrace
    }
    readValue(value, isBraced: isBraced, from: field.lowerBound, folded)
  }

  private mutating func readValue(_ value: Range<Int>, isBraced: Bool, from start: Int, _ folded: FoldedText) {
    var content = value
    if isBraced {
      let braced = Braced(folded.text[value], trimming: true)
      if let fault = braced.fault { faults.append(Fault(message: fault, range: value)) }
      content = braced.content
    }
    let text = folded.text[content]
    do throws(NameValue.Fault) {
      let split = try NameValue(splitting: text)
      options.append(
        ServiceOption(
          span: folded.source(of: start..<value.upperBound), name: folded.source(of: split.name),
          value: folded.source(of: split.value), nameBytes: Array(folded.text[split.name]),
          valueBytes: Array(folded.text[split.value]), isBraced: isBraced))
    } catch {
      faults.append(Fault(message: "invalid \"-o \(text.printable)\" option value: \(error.rawValue)", range: value))
    }
  }
}

/// `  -o smtpd_tls_security_level=encrypt`, one option of a service in master.cf.
///
/// An option replaces the parameter for this service only; nothing is appended. Without braces the value ends at the
/// next blank, so blanks around `=` make the daemon refuse to start (3.7, 3.10, 3.11) although `postconf` is silent.
package struct ServiceOption: Sendable, Equatable {
  /// The whole of `-o name=value`, or of `-o { name = value }`, in the file.
  package let span: Range<Int>
  package let name: Range<Int>
  package let value: Range<Int>
  package let nameBytes: [UInt8]
  package let valueBytes: [UInt8]
  package let isBraced: Bool
}
