internal import SourceText

/// `#submission inet n - y - - smtpd⏎#  -o syslog_name=postfix/submission`: a service that stands in comments.
package struct CommentedService: Sendable {
  /// The first comment line, from its `#` to before its LF.
  package let line: Range<Int>
  package let service: Range<Int>
  package let type: Range<Int>
  package let command: Range<Int>
  /// The commented lines below that continue it (`#  -o …`), in order.
  package private(set) var options: [CommentedOption] = []
  /// Lines below that continue the *entry above* although they were meant for this one: they are not commented out.
  package private(set) var strayOptions: [Range<Int>] = []

  /// One commented line of options.
  package struct CommentedOption: Sendable, Equatable {
    /// The physical line without its LF; its first byte is the `#`.
    package let line: Range<Int>
    /// The name of the parameter where the line is one `-o name=value`.
    package let name: Range<Int>?
    package let value: Range<Int>?
  }

  package func name(in bytes: [UInt8]) -> String { "\(bytes[service].text)/\(bytes[type].text)" }

  /// Commented options below an entry that is none itself, with the first line of the entry.
  static func optionsOfEntries(in lines: LogicalLines) -> [(option: CommentedOption, owner: Range<Int>)] {
    var found: [(CommentedOption, Range<Int>)] = []
    var owner: Range<Int>?
    for line in lines.physical {
      let content = lines.bytes[line.content]
      switch line.kind {
      case .continuation: continue
      case .ignored:
        // An empty line, or a service in a comment: what comes below belongs to something else.
        guard content.first == ASCII.hash, CommentedService(line.content, content.dropFirst()) == nil else {
          owner = nil
          continue
        }
        if let owner, let option = option(line.content, content.dropFirst()) { found.append((option, owner)) }
      default: owner = line.content
      }
    }
    return found
  }

  /// Every commented service of a master.cf.
  static func all(in lines: LogicalLines) -> [CommentedService] {
    var found: [CommentedService] = []
    var isOpen = false
    for line in lines.physical {
      let content = lines.bytes[line.content]
      if line.kind == .continuation, isOpen {
        if content.trimmingSpace().starts(with: "-o".utf8) { found[found.count - 1].strayOptions.append(line.content) }
        continue
      }
      guard line.kind == .ignored, content.first == ASCII.hash else {
        isOpen = false
        continue
      }
      let behind = content.dropFirst()
      if let service = CommentedService(line.content, behind) {
        found.append(service)
        isOpen = true
      } else if isOpen, let option = Self.option(line.content, behind) {
        // Prose between the options ("# Instead of …") does not end the block; an empty line does.
        found[found.count - 1].options.append(option)
      }
    }
    return found
  }

  /// A comment that would be an entry without its `#`: eight fields, a type, flags.
  private init?(_ line: Range<Int>, _ behind: ArraySlice<UInt8>) {
    guard let first = behind.first, !ASCII.isSpace(first), first != ASCII.hash else { return nil }
    let fields = Tokens.split(behind, commas: false)
    guard fields.count >= MasterCfEntry.fieldCount,
      ["inet", "unix", "unix-dgram", "fifo", "pass"].contains(where: { behind[fields[1]].elementsEqual($0.utf8) }),
      fields[2...4].allSatisfy({ $0.count == 1 && "yn-".utf8.contains(behind[$0.lowerBound]) })
    else { return nil }
    self.line = line
    service = fields[0]
    type = fields[1]
    command = fields[7]
  }

  /// `#  -o name=value`, or `#  flags=…`: white space behind the `#`, or `-o` at once.
  private static func option(_ line: Range<Int>, _ behind: ArraySlice<UInt8>) -> CommentedOption? {
    guard let first = behind.first, ASCII.isBlank(first) || behind.starts(with: "-o".utf8) else { return nil }
    let text = behind.trimmingSpace()
    guard text.starts(with: "-o".utf8) || text.contains(ASCII.equals) else { return nil }
    guard text.starts(with: "-o".utf8), let split = try? NameValue(splitting: text.dropFirst(2)) else {
      return CommentedOption(line: line, name: nil, value: nil)
    }
    return CommentedOption(line: line, name: split.name, value: split.value)
  }
}
