internal import Dovecot
internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `--root /srv/copy --dovecot-version 2.3.19`: which server a verb is about.
struct ServerChoice: Equatable {
  var root = "/"
  var dovecot = "/etc/dovecot/dovecot.conf"
  var postfix = "/etc/postfix"
  var dovecotVersion: String?
  var postfixVersion: String?

  /// Opens the root and reads the daemons that a command asks about.
  ///
  /// - Throws: `ExitStatus.inputOutput` where the root cannot be opened.
  func readServer(
    _ daemons: [DaemonName] = [.dovecot, .postfix], readsNeighbours: Bool = true, fillsGraph: Bool = true
  ) throws -> MailServer {
    var request = MailServer.Request()
    request.daemons = daemons
    request.readsNeighbours = readsNeighbours
    request.fillsGraph = fillsGraph
    request.dovecotFile = TreePath(absolute(dovecot))
    request.postfixDirectory = TreePath(absolute(postfix))
    request.dovecotVersion = dovecotVersion.flatMap { ProgramVersion($0) }
    request.postfixVersion = postfixVersion.flatMap { ProgramVersion($0) }
    request.installedVersion = InstalledProgram.version
    return MailServer(reading: try openTree(), request)
  }

  func openTree() throws -> ServerTree {
    do throws(TreeError) {
      return try ServerTree(root: root)
    } catch {
      Complaint.about(
        [
          Diagnostic(
            .error, code: "tree.no-root", "The root cannot be opened: \(error.reason).", at: .path(root),
            nextStep: "Give a directory that you may search with --root.")
        ], files: SourceFiles())
      throw ExitStatus.inputOutput
    }
  }

  private func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "/" + path }
}
