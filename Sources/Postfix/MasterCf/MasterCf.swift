internal import SourceText

/// `submission inet n - y - - smtpd -o name=value`: the entries of master.cf, over the lossless lines of the file.
package struct MasterCf: Sendable {
  package let lines: LogicalLines
  package private(set) var entries: [MasterCfEntry] = []
  package private(set) var faults: [MasterCfFault] = []
  /// Entries that stand in comments, `#submission inet n - y - - smtpd`, with the commented lines that belong to them.
  package private(set) var commented: [CommentedService] = []

  package init(_ bytes: [UInt8]) {
    lines = LogicalLines(bytes)
    for index in lines.logical.indices { read(index) }
    commented = CommentedService.all(in: lines)
  }

  private mutating func read(_ index: Int) {
    let line = lines.logical[index]
    let folded = lines.folded(line)
    let fields = Tokens.split(folded.visible, commas: false)
    guard fields.count >= MasterCfEntry.fieldCount else {
      faults.append(MasterCfFault(line: index, kind: .fieldCount(fields.count), place: lines.range(of: line)))
      return
    }
    let entry = MasterCfEntry(line: index, span: lines.range(of: line), folded: folded, fields: fields)
    faults +=
      entry.fieldFaults
      + entry.arguments.faults.map {
        MasterCfFault(line: index, kind: .argument($0.message), place: folded.source(of: $0.range))
      }
    entries.append(entry)
  }

  package func lineNumber(of entry: MasterCfEntry) -> Int { lines.logical[entry.line].lineNumber }
}

/// Something in master.cf that Postfix refuses, or reads otherwise than it looks.
package struct MasterCfFault: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// Fewer than eight fields.
    case fieldCount(Int)
    /// A field with a value that is not allowed; `rest` is the whole logical line.
    case field(MasterCfField, value: String, rest: String)
    /// `inet service cannot be private`: master refuses it, postconf does not notice.
    case privateInet
    /// A message about `-o`; postconf warns, the daemon stops.
    case argument(String)
  }

  package let line: Int
  package let kind: Kind
  package let place: Range<Int>
}

/// The first eight columns of an entry.
package enum MasterCfField: Int, Sendable, CaseIterable {
  case service, type, `private`, unprivileged, chroot, wakeup, processLimit, command

  /// The name that postconf gives it.
  package var name: String {
    switch self {
    case .service: "service"
    case .type: "type"
    case .private: "private"
    case .unprivileged: "unprivileged"
    case .chroot: "chroot"
    case .wakeup: "wakeup"
    case .processLimit: "process_limit"
    case .command: "command"
    }
  }
}
