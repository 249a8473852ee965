internal import MailServer
internal import SourceText

/// The exit code that the state of a server asks for, whatever else a command has to say.
struct ServerAnswer {
  let status: ExitStatus

  init(_ server: MailServer) {
    let diagnostics = server.diagnosticLists.joined()
    if diagnostics.contains(where: \.isRefusedByDaemon) {
      status = .refusedByDaemon
    } else if diagnostics.contains(where: { $0.severity == .error }) {
      status = .inputOutput
    } else {
      status = .done
    }
  }

  /// The server's own exit code where it has one, else `other`.
  func orElse(_ other: ExitStatus) -> ExitStatus { status == .done ? other : status }
}
