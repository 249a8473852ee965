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
    output.raw(Array(label.utf8))
    output.line(" \(prefix(diagnostic.place, files))\(diagnostic.message)")
    if let daemonMessage = diagnostic.daemonMessage { output.line("  daemon: \(daemonMessage)") }
    for note in diagnostic.notes { output.line("  note: \(prefix(note.place, files))\(note.message)") }
    if !diagnostic.nextStep.isEmpty { output.line("  next: \(diagnostic.nextStep)") }
  }

  private static func prefix(_ place: Diagnostic.Place, _ files: SourceFiles) -> String {
    switch place {
    case .span(let span):
      let position = files.position(of: span)
      return "\(files.path(of: span.file)):\(position.line):\(position.column): "
    case .path(let path): return "\(path): "
    case .none: return ""
    }
  }
}
