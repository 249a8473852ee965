internal import ServerTree
internal import SettingsGraph
internal import SourceText

extension ConfigurationReader {
  static func unreadableMainFile(_ path: TreePath, _ error: TreeError) -> Diagnostic {
    let (code, nextStep) =
      switch error {
      case .absent: ("missing-main-file", "Give the main file with --dovecot, or the right tree with --root.")
      case .isDirectory: ("main-file-is-directory", "Give the file itself, usually dovecot.conf in that directory.")
      case .permissionDenied: ("unreadable-main-file", "Run as a user who may read it, or make it readable.")
      default: ("unreadable-main-file", "Make it a regular file that can be read.")
      }
    return Diagnostic(
      .error, code: "dovecot." + code,
      "The main file \(path) cannot be read: \(error.reason). Everything that it says is unknown.",
      at: .path(path.description), nextStep: nextStep,
      daemonMessage: "open(\(path)) failed: \(error.reason)", isRefusedByDaemon: true)
  }

  mutating func refuseNoMatches(_ line: LogicalLine, _ pattern: TreePath) {
    state.refuse(
      "include-without-match", "No file matches \(pattern).", at: line.span, line: line, daemonText: "No matches",
      nextStep: "Create the file, correct the path, or write !include_try, which may match nothing.")
  }

  /// The daemon names the file that is on top of the stack, which a file of the same include, of which nothing is read
  /// yet, may be by now.
  mutating func refuseLoop(_ path: TreePath, _ line: LogicalLine) {
    let place = top.map { "\($0.path) line \(documents[$0.document].lines.count)" } ?? path.description
    state.diagnostics.append(
      Diagnostic(
        .error, code: "dovecot.include-loop", "\(path) is included while it is still being read, or waits to be read.",
        at: .span(line.span), nextStep: "Remove this include, or the one that opened the file first.",
        daemonMessage: "Error in configuration file \(place): Recursive include file: \(path)", isRefusedByDaemon: true)
    )
  }

  mutating func refuseTooMany(_ line: LogicalLine) {
    guard state.diagnostics.last?.code != "dovecot.too-many-includes" else { return }
    state.refuse(
      "too-many-includes", "More than \(Self.maximumOpenings) files are included; the rest is unknown.",
      at: line.span, line: line, daemonText: "Too many includes", nextStep: "Remove includes that include each other.")
  }

  mutating func noteUnreadableFile(_ path: TreePath, _ line: LogicalLine, _ isOptional: Bool, _ error: TreeError) {
    let message = "\(path) cannot be read: \(error.reason). What it sets is unknown."
    let nextStep =
      error == .permissionDenied
      ? "Run as a user who may read it." : "Repair the file, or remove the include."
    guard !isOptional else {
      return state.warn("unreadable-include", message, at: line.span, nextStep: nextStep)
    }
    state.refuse(
      "unreadable-include", message, at: line.span, line: line,
      daemonText: "Couldn't open include file \(path): \(error.reason)", nextStep: nextStep)
  }

  mutating func noteUnreadableDirectory(_ path: TreePath, _ line: LogicalLine) {
    state.warn(
      "unreadable-directory",
      "The directory \(path) cannot be listed, so that files the include would match are unknown.", at: line.span,
      nextStep: "Run as a user who may list it.")
  }

  mutating func warnOfLostText(_ span: SourceSpan, in file: OpenFile) {
    state.warn(
      "lost-by-comment", "A comment or an empty line inside a continued value throws away what stands before it.",
      at: span, nextStep: "Move the comment out of the continued value.")
  }

  /// Not before the end of the last file: there nothing follows that could be joined.
  mutating func warnOfCrossing(_ line: LogicalLine) {
    guard let last = line.pieces.lastIndex(where: { $0.file != line.file }) else { return }
    let (above, swallowed) = (line.pieces[last], line.pieces[last + 1])
    let bytes = state.files[above.file].bytes
    guard let backslash = bytes[above.range.upperBound...].firstIndex(of: ASCII.backslash) else { return }
    let cause = SourceSpan(file: above.file, backslash..<backslash + 1)
    let crossed = CrossedLine(backslash: cause, line: SourceSpan(file: swallowed.file, swallowed.range))
    state.crossed.append(crossed)
    state.warn(
      "continued-into-next-file",
      "The backslash at the end of the file makes \(state.files.place(of: crossed.line)) a part of this value.",
      at: cause, nextStep: "Remove the backslash.")
  }

  mutating func warnOfAmbiguousHash(in file: OpenFile) {
    guard let line = documents[file.document].lines.last, let hash = line.ambiguousHash else { return }
    let span = SourceSpan(file: documents[file.document].file, hash..<hash + 1)
    let place = "\(file.path) line \(state.files.line(of: span))"
    state.warn(
      "ambiguous-hash", "A # without a blank before it starts a comment all the same.", at: span,
      nextStep: "Write a blank before the #, or put the value in quotes.",
      daemonMessage: "Configuration file \(place): Ambiguous '#' character in line, treating it as comment. "
        + "Add a space before it to remove this warning.")
  }
}
