package import ServerTree
internal import SourceText

/// What a lookup table says to one key: the answer of `postmap -q`.
package enum TableAnswer: Sendable, Equatable {
  case found([UInt8])
  case notFound
  /// The table cannot be used, or cannot answer: every mail that asks is deferred. In Postfix' words.
  case failed(String)
  /// Only a running program knows (`ldap:`, `tcp:`), or the exact answer depends on something that is not modelled.
  case unknown(String)
}

/// An answer, and the line of the table that gives it.
package struct TableFinding: Sendable, Equatable {
  package let answer: TableAnswer
  /// The first line, from 1, of the pair or rule; nil where no single one gives the answer.
  package let line: Int?
  /// Whether the pattern on that line was given up: it is catastrophic for this key.
  package let isTooCostly: Bool
  /// The file of that pattern, which may be of a table inside the one that was asked; nil where a value holds it.
  package let source: TreePath?

  init(_ answer: TableAnswer, line: Int? = nil) {
    self.answer = answer
    self.line = line
    isTooCostly = false
    source = nil
  }

  /// - Parameter table: the table as it is named, `pcre:/etc/postfix/helo_access`.
  init(costly table: String, line: Int?, in source: TreePath?, _ error: some Error) {
    answer = .unknown("a pattern of \(table) needs more work than allowed for this key: \(error)")
    self.line = line
    isTooCostly = true
    self.source = source
  }
}

/// `pcre map /etc/postfix/x, line 3: …`: something that Postfix warns about when it opens a table.
package struct TableProblem: Sendable, Equatable {
  /// Postfix' words behind `warning: `.
  package let message: String
  /// The line, from 1, in the table's own file; nil for a table inside a value.
  package let line: Int?
  /// Where the rule stands in the file.
  package let range: Range<Int>?
}

/// The first ten thousand problems of a table, and how many more there are: of hostile input there are millions.
package struct TableProblems: Sendable {
  package private(set) var told: [TableProblem] = []
  package private(set) var untold = 0
  private static let maximum = 10_000

  mutating func add(_ problem: @autoclosure () -> TableProblem) {
    if told.count < Self.maximum { told.append(problem()) } else { untold += 1 }
  }

  static func + (first: TableProblems, second: TableProblems) -> TableProblems {
    var sum = first
    for problem in second.told { sum.add(problem) }
    sum.untold += second.untold
    return sum
  }
}

/// One logical line of a table's source, or one `{rule}` of an inline table.
struct TableLine {
  let text: ArraySlice<UInt8>
  let number: Int
  let range: Range<Int>?

  /// The lines of a file.
  static func all(in lines: LogicalLines) -> some Sequence<TableLine> {
    lines.logical.lazy.map {
      TableLine(text: lines.folded($0).visible, number: $0.lineNumber, range: lines.range(of: $0))
    }
  }

  /// `{{rule}, {rule}}`, which Postfix numbers from 1 (3.7 and later); nil where it is not of that form.
  static func inline(_ text: ArraySlice<UInt8>) -> (lines: [TableLine], fault: String?)? {
    guard text.first == ASCII.leftBrace else { return nil }
    let outer = Braced(text, trimming: false)
    if let fault = outer.fault { return ([], fault) }
    var lines: [TableLine] = []
    for (index, item) in Tokens.split(text[outer.content]).enumerated() {
      guard text[item.lowerBound] == ASCII.leftBrace else {
        return (lines, "no '{' at start of text in \"\(text[item].printable)\"")
      }
      let rule = Braced(text[item], trimming: true)
      if let fault = rule.fault { return (lines, fault) }
      lines.append(TableLine(text: text[rule.content], number: index + 1, range: nil))
    }
    return (lines, nil)
  }
}
