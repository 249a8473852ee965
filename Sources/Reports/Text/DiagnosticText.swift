package import SourceText

/// `error: /etc/dovecot/dovecot.conf:12:3: …` and below it the daemon's words, related places and the next step.
package enum DiagnosticText {
  package static func write(_ diagnostic: Diagnostic, files: SourceFiles, to output: inout TextOutput) {
    let emphasis: TextStyle.Emphasis =
      switch diagnostic.severity {
      case .error: .red
      case .warning: .yellow
      case .note: .cyan
      }
    let label = output.style.styled(diagnostic.severity.rawValue + ":", emphasis)
    output.bytes += label.utf8
    output.text(" ")
    write(diagnostic.place, files, to: &output)
    output.line(diagnostic.message)
    if let daemonMessage = diagnostic.daemonMessage {
      output.text("  daemon: ")
      output.line(daemonMessage)
    }
    for note in diagnostic.notes {
      output.text("  note: ")
      write(note.place, files, to: &output)
      output.line(note.message)
    }
    if !diagnostic.nextStep.isEmpty {
      output.text("  next: ")
      output.line(diagnostic.nextStep)
    }
  }

  /// Part by part: there may be a million of them.
  private static func write(_ place: Diagnostic.Place, _ files: SourceFiles, to output: inout TextOutput) {
    switch place {
    case .span(let span):
      let position = files.position(of: span)
      output.text(files.path(of: span.file))
      output.text(":")
      output.text(String(position.line))
      output.text(":")
      output.text(String(position.column))
      output.text(": ")
    case .path(let path):
      output.text(path)
      output.text(": ")
    case .none: break
    }
  }
}
