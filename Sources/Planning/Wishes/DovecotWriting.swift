internal import Dovecot
internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// Values written into Dovecot's files.
struct DovecotWriting {
  let configuration: DovecotConfiguration
  let server: MailServer
  let style: EditStyle

  /// The assignment that wins in the scope gets the value; where nothing is written there, a line is added where it
  /// wins.
  func edits(_ resolution: Resolution, _ wish: SettingWish) -> [SourceEdit]? {
    var graph = server.graph
    let scope = wish.scope.identifier(in: &graph)
    let value = Array(wish.value.utf8)
    let edit: FileEdit?
    if let winner = resolution.winner, graph[winner].scope == scope, let span = graph[winner].valueSpan,
      style == .inPlace || span.file == dropIn
    {
      edit = try? configuration.edit(of: winner, to: value, in: graph, files: server.files)
    } else if style == .dropIn {
      guard let dropIn else { return newFile(wish.setting, value, scope, graph) }
      edit = try? configuration.insertion(
        of: wish.setting, value: value, scope: scope, atEndOf: dropIn, in: graph, files: server.files)
    } else {
      edit = try? configuration.insertion(of: wish.setting, value: value, scope: scope, in: graph, files: server.files)
    }
    return edit.map { [SourceEdit($0.edit, of: $0.file, in: server)] }
  }
}

extension DovecotWriting {
  static let dropInName = "99-dovetrail.conf"

  /// The drop-in as a file that is yet to be made.
  private func newFile(
    _ setting: String, _ value: [UInt8], _ scope: ScopeID, _ graph: SettingsGraph
  ) -> [SourceEdit]? {
    guard let place = configuration.dropInPlace(named: Self.dropInName, in: server.tree, files: server.files),
      let text = try? configuration.text(assigning: value, to: setting, scope: scope, in: graph)
    else { return nil }
    return [SourceEdit(.insertion(text, at: 0), making: place.path, like: place.neighbour)]
  }

  /// The drop-in, where there is one and an include reads it.
  private var dropIn: FileID? {
    configuration.documents.last { server.files[$0.file].path.hasSuffix("/" + Self.dropInName) }?.file
  }

  /// Why nothing can be written into a drop-in.
  var dropInObstacle: String {
    if let dropIn { return "It cannot be written into \(server.files[dropIn].path)." }
    let main = configuration.mainFile
    let path = main.resolving("conf.d/\(Self.dropInName)".utf8)
    return server.tree.exists(path)
      ? "\(path) is there, and no include outside of all blocks reads it."
      : "No include of \(main) outside of all blocks would read a new file \(Self.dropInName): "
        + "write `!include_try conf.d/*.conf` as its last line, make the directory, and make the plan again."
  }
}

extension WishScope {
  /// The scope on the graph; where no file opens it, one that no assignment has yet.
  func identifier(in graph: inout SettingsGraph) -> ScopeID {
    var scope = ScopeID.global
    if let remote { scope = graph.scope(ScopeCondition(.filter, "remote", remote), in: scope) }
    if let protocolName { scope = graph.scope(ScopeCondition(.filter, "protocol", protocolName), in: scope) }
    return scope
  }
}
