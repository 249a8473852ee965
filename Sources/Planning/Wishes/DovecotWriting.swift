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
      guard let dropIn else { return nil }
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

  /// The drop-in, where there is one and an include reads it.
  private var dropIn: FileID? {
    configuration.documents.last { server.files[$0.file].path.hasSuffix("/" + Self.dropInName) }?.file
  }

  /// Where a drop-in would be read: beside the files that the main file includes.
  var dropInRequest: String {
    let main = configuration.mainFile.description
    let included = configuration.documents.map { server.files[$0.file].path }.last { path in
      path.hasSuffix(".conf") && path != main
    }
    guard let included, let slash = included.lastIndex(of: "/") else {
      return "\(main) includes no directory in which a drop-in would be read."
    }
    let path = "\(included[..<slash])/\(Self.dropInName)"
    return dropIn != nil
      ? "It cannot be written into \(path)."
      : "There is no drop-in: make an empty file \(path), see that an include reads it, and make the plan again."
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
