internal import ServerTree
internal import SettingsGraph
internal import SourceText

extension PostfixConfiguration {
  /// Every problem that can be told from the files alone, in reading order.
  func problems(_ tree: ServerTree) -> [Diagnostic] {
    [
      mainProblems(), masterProblems(), nameProblems(), machineProblems(), StartUpValues(self, tree).problems,
      ValueProblems(self, tree).all,
      SmtpdStartUp(self).problems, RunTimeReferences(self).problems,
    ].flatMap { $0 }
  }

  /// `inet_interfaces` and the like where they do not fit the machine.
  private func machineProblems() -> [Diagnostic] {
    guard let fault = values.machineFault else { return [] }
    let place = NameFinding.Place.main(name: Array(fault.parameter.utf8)[...])
    // A wrong macro there is told as what it is.
    if fault.warning != nil, names.isFatal, names.findings.contains(where: { $0.place == place && $0.isMacro }) {
      return []
    }
    return [
      Diagnostic(
        .error, code: "postfix.machine", "What Postfix computes from \(fault.parameter) cannot be computed.",
        at: FindingPlaces(self).place(of: place),
        nextStep: "Correct \(fault.parameter).", daemonMessage: fault.message, isRefusedByDaemon: true)
    ]
  }

  // MARK: - Lines

  private func mainProblems() -> [Diagnostic] {
    guard let main, let mainFile else { return [] }
    let path = directory.appending("main.cf".utf8).description
    let faults = told(main.faults) { fault in
      let line = main.lines.logical[fault.line]
      let text = main.lines.folded(line).visible.printable
      return Diagnostic(
        .error, code: "postfix.syntax", "This line is no assignment: \(fault.fault.rawValue).",
        at: .span(SourceSpan(file: mainFile, main.lines.range(of: line))),
        nextStep: "Write name = value, put # in front, or indent the line if it continues the one above.",
        daemonMessage: "\(path), line \(line.lineNumber): \(fault.fault.rawValue): \"\(text)\"",
        isRefusedByDaemon: true)
    }
    return faults + lineProblems(main.lines, mainFile, path) + duplicates(main, mainFile, path)
      + swallowed(main, mainFile) + CommentProblems(self, main, mainFile).all
  }

  /// The first ten thousand of a kind, and how many more there are: of hostile input there are millions.
  private func told<Problem>(_ problems: [Problem], as diagnostic: (Problem) -> Diagnostic) -> [Diagnostic] {
    let told = problems.prefix(Self.maximumOfKind).map(diagnostic)
    guard let last = told.last, problems.count > told.count else { return told }
    let rest = Diagnostic(
      last.severity, code: last.code, "\(problems.count - told.count) more lines are like this one.", at: last.place,
      nextStep: last.nextStep, isRefusedByDaemon: last.isRefusedByDaemon)
    return told + [rest]
  }

  private static let maximumOfKind = 10_000

  /// A first line with leading white space, and NUL bytes.
  private func lineProblems(_ lines: LogicalLines, _ file: FileID, _ path: String) -> [Diagnostic] {
    ReadingProblem.all(in: lines, path, version: version.version).map { problem in
      let place = Diagnostic.Place.span(SourceSpan(file: file, problem.range))
      switch problem.kind {
      case .leadingSpace:
        return Diagnostic(
          .warning, code: "postfix.leading-space",
          "Postfix drops this line, since nothing stands above it to continue.", at: place,
          nextStep: "Remove the white space at its start.", daemonMessage: problem.message)
      case .nullByte:
        return Diagnostic(
          .warning, code: "postfix.null-byte", "Postfix ignores what stands behind the NUL byte on this line.",
          at: place, nextStep: "Remove the NUL byte.", daemonMessage: problem.message)
      }
    }
  }

  private func duplicates(_ main: MainCf, _ file: FileID, _ path: String) -> [Diagnostic] {
    told(OverriddenEntry.all(in: main, directory: directory.bytes)) { overridden in
      let shown = isSecret(overridden.name, overridden.value) ? SettingValue.placeholder : overridden.value.printable
      let note =
        overridden.earlier.map { Diagnostic.Note("set here before", at: .span(SourceSpan(file: file, $0.span))) }
        ?? Diagnostic.Note("Postfix itself sets it to \(directory)", at: .none)
      let message = overridden.message(in: main, path, showing: shown)
      return duplicate(overridden.name.text, overridden.entry, file, note: note, daemonMessage: message)
    }
  }

  private func duplicate(
    _ name: String, _ entry: MainCfEntry, _ file: FileID, note: Diagnostic.Note, daemonMessage: String?
  ) -> Diagnostic {
    Diagnostic(
      daemonMessage == nil ? .note : .warning, code: "postfix.duplicate",
      "\(name) is set again; the last assignment counts, so to edit one above it changes nothing.",
      at: .span(SourceSpan(file: file, entry.span)),
      notes: [note], nextStep: "Keep one of the assignments.", daemonMessage: daemonMessage)
  }

  /// `  name = value` below another assignment: no daemon warns.
  private func swallowed(_ main: MainCf, _ file: FileID) -> [Diagnostic] {
    main.lookalikes { values.isBuiltIn($0) }.compactMap { found in
      guard case .swallowed(let owner) = found.cause else { return nil }
      let name = main.lines.bytes[found.name].text
      return Diagnostic(
        .warning, code: "postfix.swallowed-assignment",
        "This line is no assignment of \(name): its leading white space makes it a part of the value above.",
        at: .span(SourceSpan(file: file, found.line)),
        notes: [.init("the value that it belongs to", at: .span(SourceSpan(file: file, main.entries[owner].name)))],
        nextStep: "Remove the white space at the start of the line.")
    }
  }

  // MARK: - master.cf

  private func masterProblems() -> [Diagnostic] {
    guard let master, let masterFile else { return [] }
    let path = directory.appending("master.cf".utf8).description
    return master.faults.map { $0.diagnostic(masterFile, path, line: master.lines.logical[$0.line].lineNumber) }
      + lineProblems(master.lines, masterFile, path) + replacedServices(masterFile) + strayOptions(master, masterFile)
      + operandProblems(master, masterFile)
  }

  private func replacedServices(_ file: FileID) -> [Diagnostic] {
    services.filter(\.isReplaced).map { service in
      let winner = services.last { $0.identity == service.identity && $0.isEnabled }
      return Diagnostic(
        .warning, code: "postfix.duplicate-service",
        "master takes a later entry for \(service.name) instead of this one, with none of its options.",
        at: .span(service.span), notes: winner.map { [.init("the entry that counts", at: .span($0.span))] } ?? [],
        nextStep: "Keep one of the entries.")
    }
  }

  private func strayOptions(_ master: MasterCf, _ file: FileID) -> [Diagnostic] {
    master.commented.flatMap { commented in
      commented.strayOptions.map { line in
        Diagnostic(
          .warning, code: "postfix.stray-option",
          "\(commented.name(in: master.lines.bytes)) is commented out, so this option belongs to the service above it.",
          at: .span(SourceSpan(file: file, line)),
          notes: [.init("the commented service", at: .span(SourceSpan(file: file, commented.line)))],
          nextStep: "Comment the option out too, or enable the service.")
      }
    }
  }

  /// `lmtp flags=O`: smtp and lmtp take flags=DORX (3.5 and later).
  private static func isFlags(_ operand: ArraySlice<UInt8>, of command: ArraySlice<UInt8>) -> Bool {
    ["smtp", "lmtp"].contains(command.text) && operand.starts(with: "flags=".utf8)
  }

  /// `-o name=a, b`: what stands behind a blank is an argument of its own, which most programs refuse.
  private func operandProblems(_ master: MasterCf, _ file: FileID) -> [Diagnostic] {
    master.entries.flatMap { entry -> [Diagnostic] in
      guard !["pipe", "spawn"].contains(entry.command.text),
        let operand = entry.arguments.operands.first(where: { !Self.isFlags(entry.folded.text[$0], of: entry.command) })
      else { return [] }
      let text = entry.folded.text[operand].printable
      return [
        Diagnostic(
          .error, code: "postfix.unexpected-argument", "\(entry.command.text) takes no argument \"\(text)\".",
          at: .span(SourceSpan(file: file, entry.folded.source(of: operand))),
          nextStep: "Write a value with blanks as -o { name = value }, or remove the blanks.",
          daemonMessage: "unexpected command-line argument: \(text)", isRefusedByDaemon: true)
      ]
    }
  }
}
