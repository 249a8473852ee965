internal import Postfix
internal import ServerTree
internal import SettingsGraph
package import SourceText

/// `pcre:/etc/postfix/helo_access` asked about some keys: each answer, and the line that gives it.
package struct TableQuery: Sendable {
  /// As it was asked: `type:name`.
  package let table: String
  package let answers: [Answer]
  /// What Postfix warns about when it opens the table; why it cannot.
  package let diagnostics: [Diagnostic]

  package struct Answer: Sendable {
    package enum Result: String, Sendable { case found, none, failed, unknown }

    package let key: String
    package let result: Result
    package var value: [UInt8]?
    /// Why the lookup fails, or which fact is missing.
    package var reason: String?
    /// The line of a file that gives the answer.
    package var place: (path: String, line: Int)?
  }

  /// Asks a table of the tree as the programs of Postfix would, macros in its name expanded by main.cf.
  package init(_ keys: [String], in table: String, of server: MailServer, files: inout SourceFiles) {
    self.table = table
    let opener = server.postfix?.tableOpener(server.tree) ?? TableOpener(server.tree, version: ProgramVersion(3, 11))
    let opened = opener.open(Array(table.utf8))
    let findings = keys.map { opened.table.lookUp(Array($0.utf8)) }
    answers = zip(keys, findings).map { Answer($0, $1, in: opened.source) }
    diagnostics = Self.diagnostics(of: opened, table, server, &files) + Self.costly(findings)
  }

  /// `/^(a+)+$/`: patterns that were given up, each once.
  private static func costly(_ findings: [TableFinding]) -> [Diagnostic] {
    var told: [TableFinding] = []
    for finding in findings where finding.isTooCostly {
      if !told.contains(where: { $0.line == finding.line && $0.source == finding.source }) { told.append(finding) }
    }
    return told.sorted { ($0.line ?? 0) < ($1.line ?? 0) }.map { finding in
      let rule = finding.line.map { " on line \($0)" } ?? ""
      return Diagnostic(
        .warning, code: "postfix.costly-pattern",
        "The pattern\(rule) is catastrophic: it needs more work than is allowed for one of the keys.",
        at: finding.source.map { .path($0.description) } ?? .none,
        nextStep: "Write the pattern so that it can match a text in one way only.")
    }
  }

  private static func diagnostics(
    of opened: TableOpener.Opened, _ table: String, _ server: MailServer, _ files: inout SourceFiles
  ) -> [Diagnostic] {
    let faults = opened.faults.map { fault in
      Diagnostic(
        .error, code: "postfix.unusable-table", "\(table) cannot be opened: \(fault.message).", at: .none,
        nextStep: fault.nextStep ?? "Correct its name, or create it.", daemonMessage: fault.message,
        isRefusedByDaemon: true)
    }
    // A table that cannot be opened has no index that matters; else the source has answered for it.
    guard faults.isEmpty else { return faults }
    let indexes = TableFileProblem.all(in: Array(table.utf8), server.tree)
    guard !opened.problems.told.isEmpty else { return indexes }
    let file = opened.source.flatMap { path in
      (try? server.tree.read(path)).map { files.add(path: path.description, bytes: $0.bytes) }
    }
    return indexes
      + opened.problems.told.map { problem in
        let span = file.flatMap { file in problem.range.map { SourceSpan(file: file, $0) } }
        return Diagnostic(
          .warning, code: "postfix.table", "Postfix warns about a line of this table.",
          at: span.map { .span($0) } ?? .none, nextStep: "Correct the line.", daemonMessage: problem.message)
      }
      + (opened.problems.untold == 0
        ? []
        : [
          Diagnostic(
            .warning, code: "postfix.table", "\(opened.problems.untold) more lines are like these.", at: .none,
            nextStep: "Correct the lines.")
        ])
  }
}

extension TableQuery.Answer {
  fileprivate init(_ key: String, _ finding: TableFinding, in source: TreePath?) {
    self.key = key
    switch finding.answer {
    case .found(let bytes): (result, value) = (.found, bytes)
    case .notFound: result = .none
    case .failed(let words): (result, reason) = (.failed, words)
    case .unknown(let fact): (result, reason) = (.unknown, fact)
    }
    if let source = finding.source ?? source, let line = finding.line { place = (source.description, line) }
  }
}
