internal import Dovecot
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// Which of the daemons that were asked for have a configuration in the tree.
///
/// A server need not run both: where both are asked for and one is not there at all, that is a note.
struct DaemonPresence {
  private(set) var hasDovecot = false
  private(set) var hasPostfix = false
  private(set) var diagnostics: [Diagnostic] = []

  init(in tree: ServerTree, _ request: MailServer.Request) {
    let wantsDovecot = request.daemons.contains(.dovecot)
    let wantsPostfix = request.daemons.contains(.postfix)
    let mainCf = request.postfixDirectory.appending("main.cf".utf8)
    let masterCf = request.postfixDirectory.appending("master.cf".utf8)
    hasDovecot = wantsDovecot && !Self.isAbsent(request.dovecotFile, in: tree)
    hasPostfix = wantsPostfix && !(Self.isAbsent(mainCf, in: tree) && Self.isAbsent(masterCf, in: tree))
    let hasAny = hasDovecot || hasPostfix
    if wantsDovecot, !hasDovecot {
      diagnostics.append(
        Self.missing(
          "Dovecot's main file", at: request.dovecotFile, option: "--dovecot FILE",
          daemonMessage: "open(\(request.dovecotFile)) failed: No such file or directory",
          severity: wantsPostfix && hasAny ? .note : .error))
    }
    if wantsPostfix, !hasPostfix {
      diagnostics.append(
        Self.missing(
          "Postfix' main file", at: mainCf, option: "--postfix DIR",
          daemonMessage: "open \(mainCf): No such file or directory",
          severity: wantsDovecot && hasAny ? .note : .error))
    }
  }

  private static func isAbsent(_ path: TreePath, in tree: ServerTree) -> Bool {
    do throws(TreeError) {
      _ = try tree.entry(at: path)
      return false
    } catch {
      return error.isAbsent || error == .notDirectory
    }
  }

  private static func missing(
    _ what: String, at path: TreePath, option: String, daemonMessage: String, severity: Diagnostic.Severity
  ) -> Diagnostic {
    Diagnostic(
      severity, code: "server.no-main-file", "\(what) is not there.", at: .path(path.description),
      nextStep: "Give its place inside the root with \(option), or check --root.",
      daemonMessage: daemonMessage)
  }
}
