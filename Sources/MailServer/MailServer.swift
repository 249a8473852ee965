package import Dovecot
package import Postfix
package import ServerTree
package import SettingsGraph
package import SourceText

/// One server: both daemons' configurations on one graph, as they stand in one tree.
package struct MailServer: Sendable {
  /// Where the daemons' files are inside the root, and what is known about the daemons from outside the tree.
  package struct Request: Sendable {
    package var dovecotFile = TreePath("/etc/dovecot/dovecot.conf")
    package var postfixDirectory = TreePath("/etc/postfix")
    package var dovecotVersion: ProgramVersion?
    package var postfixVersion: ProgramVersion?
    /// Versions that an earlier reading of the same tree has settled, with the reason it had.
    var settledVersions: [DaemonName: AssumedVersion] = [:]
    /// The daemons to read; what a command does not ask about costs nothing.
    package var daemons: [DaemonName] = [.dovecot, .postfix]
    /// Whether a question may be where else a setting is mentioned; to read files that nothing includes takes time.
    package var readsNeighbours = true
    /// Whether something is asked of the graph; what the daemons' own tools print is not.
    package var fillsGraph = true
    /// Asks the installed program for its version; called for a live system only, and only where the tree is silent.
    package var installedVersion: @Sendable (DaemonName) -> ProgramVersion? = { _ in nil }
    /// The running daemon: on a live system what its processes say, on a copy nothing.
    package var running: @Sendable (DaemonName, ServerTree) -> RunningDaemon? = { daemon, tree in
      tree.isLiveSystem ? RunningDaemon(daemon, in: tree) : nil
    }

    package init() {}
  }

  package let tree: ServerTree
  package let request: Request
  package private(set) var files = SourceFiles()
  package internal(set) var graph = SettingsGraph()
  /// Nil where the daemon was not asked for, or has no configuration in the tree.
  package private(set) var dovecot: DovecotConfiguration?
  package private(set) var postfix: PostfixConfiguration?
  /// What the tree itself lacks; each daemon's own diagnostics come after it.
  private var treeDiagnostics: [Diagnostic] = []

  package init(reading tree: ServerTree, _ request: Request = Request()) {
    self.tree = tree
    self.request = request
    let presence = DaemonPresence(in: tree, request)
    treeDiagnostics = presence.diagnostics
    if presence.hasDovecot {
      dovecot = DovecotConfiguration(
        reading: request.dovecotFile, of: tree, version: VersionDetection.dovecot(in: tree, request),
        graph: &graph, files: &files, readsNeighbours: request.readsNeighbours,
        fillsGraph: request.fillsGraph)
    }
    if presence.hasPostfix {
      postfix = PostfixConfiguration(
        reading: request.postfixDirectory, of: tree, version: VersionDetection.postfix(in: tree, request),
        graph: &graph, files: &files, fillsGraph: request.fillsGraph)
    }
    keepConfigurations()
  }

  private mutating func keepConfigurations() {
    configurations = [dovecot as (any DaemonConfiguration)?, postfix].compactMap { $0 }
  }

  /// The same server as it would be with `planned` in place of its files.
  package func rereading(with planned: [TreePath: [UInt8]]) -> MailServer {
    var request = self.request
    // A plan never changes a version by editing a file.
    for configuration in configurations { request.settledVersions[configuration.daemon] = configuration.version }
    return MailServer(reading: tree.overlaying(planned), request)
  }

  package var diagnostics: [Diagnostic] { Array(diagnosticLists.joined()) }

  /// The same, not copied into one list: of hostile input there are a million.
  package var diagnosticLists: [[Diagnostic]] {
    [treeDiagnostics, dovecot?.diagnostics ?? [], postfix?.diagnostics ?? []]
  }

  /// The daemons that have a configuration here, in the order in which answers name them.
  ///
  /// Kept, for every value that is asked for is asked of one of them.
  package private(set) var configurations: [any DaemonConfiguration] = []

  package func configuration(of daemon: DaemonName) -> (any DaemonConfiguration)? {
    configurations.first { $0.daemon == daemon }
  }

  package func resolution(of setting: SettingID, in context: Context) -> Resolution? {
    configuration(of: graph[setting].daemon)?.precedence.resolution(of: setting, in: context, of: graph)
  }

  /// Who wins, for whoever does not ask who lost.
  package func outcome(of setting: SettingID, in context: Context) -> Resolution? {
    configuration(of: graph[setting].daemon)?.precedence.outcome(of: setting, in: context, of: graph)
  }

  /// Leaves the other daemon out of everything that is still asked: its problems are no part of this answer.
  package mutating func forgetDaemons(besides daemon: DaemonName) {
    if daemon != .dovecot { dovecot = nil }
    if daemon != .postfix { postfix = nil }
    keepConfigurations()
    treeDiagnostics.removeAll { $0.severity == .note }
  }

  // MARK: - Defaults on demand

  package mutating func addDefault(of path: String, of daemon: DaemonName) {
    configuration(of: daemon)?.addDefault(of: path, to: &graph)
  }

  package mutating func addAllDefaults() {
    for configuration in configurations { configuration.addAllDefaults(to: &graph) }
  }
}
