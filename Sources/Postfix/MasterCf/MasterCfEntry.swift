internal import SourceText

/// `submission inet n - y - - smtpd⏎  -o syslog_name=postfix/submission`, one service.
package struct MasterCfEntry: Sendable {
  package static let fieldCount = 8

  /// The number of its logical line.
  package let line: Int
  /// The whole of it, without the last LF; comments between the options are inside.
  package let span: Range<Int>
  package let folded: FoldedText
  /// The first eight fields, in the folded text.
  private let fields: [Range<Int>]
  /// What stands behind the command.
  package let arguments: ServiceArguments

  init(line: Int, span: Range<Int>, folded: FoldedText, fields: [Range<Int>]) {
    self.line = line
    self.span = span
    self.folded = folded
    self.fields = Array(fields.prefix(Self.fieldCount))
    arguments = ServiceArguments(fields.dropFirst(Self.fieldCount), of: folded)
  }

  package subscript(field: MasterCfField) -> ArraySlice<UInt8> { folded.text[fields[field.rawValue]] }

  /// Where a field stands in the file.
  package func place(of field: MasterCfField) -> Range<Int> { folded.source(of: fields[field.rawValue]) }

  package var service: ArraySlice<UInt8> { self[.service] }
  package var type: ArraySlice<UInt8> { self[.type] }
  package var command: ArraySlice<UInt8> { self[.command] }

  /// `submission/inet`, as postconf names it.
  package var name: String { "\(service.text)/\(type.text)" }

  /// The `-o` options in the order in which they are read.
  package var options: [ServiceOption] { arguments.options }

  /// The fields that postconf refuses, or master.
  var fieldFaults: [MasterCfFault] {
    var faults: [MasterCfFault] = []
    let refused = MasterCfField.allCases.filter { !isAllowed($0) }
    for field in refused {
      faults.append(
        MasterCfFault(
          line: line, kind: .field(field, value: self[field].printable, rest: folded.visible.printable),
          place: place(of: field)))
    }
    if type.elementsEqual("inet"), self[.private].elementsEqual("-") || self[.private].elementsEqual("y") {
      faults.append(MasterCfFault(line: line, kind: .privateInet, place: place(of: .private)))
    }
    return faults
  }

  private func isAllowed(_ field: MasterCfField) -> Bool {
    let value = self[field]
    switch field {
    case .service, .command: return true
    case .type: return ["inet", "unix", "unix-dgram", "fifo", "pass"].contains { value.elementsEqual($0.utf8) }
    case .private, .unprivileged, .chroot:
      return value.count == 1 && ["y", "n", "-"].contains { value.elementsEqual($0.utf8) }
    case .wakeup:
      let digits = value.last == ASCII.question ? value.dropLast() : value
      return digits.elementsEqual("-") || digits.allSatisfy(ASCII.isDigit)
    case .processLimit: return value.elementsEqual("-") || value.allSatisfy(ASCII.isDigit)
    }
  }
}
