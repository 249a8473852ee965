internal import MailServer
internal import Reports
internal import SourceText

/// What goes to standard error: diagnostics of a server, and the reasons why a command cannot go on.
enum Complaint {
  /// All diagnostics of a server, the worst last so that they are what stays on the screen.
  static func about(_ server: MailServer) {
    let all = server.diagnosticLists.joined()
    guard all.contains(where: { _ in true }) else { return }
    var output = output
    for severity in Diagnostic.Severity.allCases {
      for diagnostic in all where diagnostic.severity == severity {
        DiagnosticText.write(diagnostic, files: server.files, to: &output)
      }
    }
    Standard.error.write(output)
  }

  private static var output: TextOutput {
    TextOutput(style: Standard.error.style(), sink: { Standard.error.write($0) })
  }

  /// The errors of a server and what could not be read of it, for a command whose answer is about something else; how
  /// many warnings there are besides.
  static func aboutErrors(_ server: MailServer) {
    let all = server.diagnosticLists.joined()
    let told = all.filter { $0.severity == .error || $0.isAboutUnreadFiles }
    about(told, files: server.files)
    let warnings = all.count { $0.severity == .warning && !$0.isAboutUnreadFiles }
    if warnings > 0 {
      note(
        "The files have \(warnings) warning\(warnings == 1 ? "" : "s") besides.", nextStep: "dovetrail show tells them."
      )
    }
  }

  static func about(_ diagnostics: [Diagnostic], files: SourceFiles) {
    guard !diagnostics.isEmpty else { return }
    var output = output
    for diagnostic in diagnostics { DiagnosticText.write(diagnostic, files: files, to: &output) }
    Standard.error.write(output)
  }

  /// `error: MESSAGE` and the next step.
  static func error(_ message: String, nextStep: String) {
    about([Diagnostic(.error, code: "command", message, at: .none, nextStep: nextStep)], files: SourceFiles())
  }

  static func note(_ message: String, nextStep: String = "") {
    about([Diagnostic(.note, code: "command", message, at: .none, nextStep: nextStep)], files: SourceFiles())
  }
}

extension Diagnostic {
  /// Whether an answer may be wrong for want of a file.
  fileprivate var isAboutUnreadFiles: Bool { isAboutUnreadSettings || code == "dovecot.packaged-protocols" }
}
