internal import Dovecot
internal import MailServer
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
    if style == .dropIn { return nil }
    let edit: FileEdit?
    if let winner = resolution.winner, graph[winner].scope == scope, graph[winner].valueSpan != nil {
      edit = try? configuration.edit(of: winner, to: value, in: graph, files: server.files)
    } else {
      edit = try? configuration.insertion(of: wish.setting, value: value, scope: scope, in: graph, files: server.files)
    }
    return edit.map { [SourceEdit($0.edit, of: $0.file, in: server)] }
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
