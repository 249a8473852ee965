internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// Values written into Dovecot's files.
struct DovecotWriting {
  let configuration: DovecotConfiguration
  let server: MailServer

  /// The assignment that wins gets the value; where nothing is written, a line is added where it wins.
  func edits(_ resolution: Resolution, _ wish: SettingWish) -> [SourceEdit]? {
    let (graph, files) = (server.graph, server.files)
    let value = Array(wish.value.utf8)
    let edit: FileEdit?
    if let winner = resolution.winner, graph[winner].valueSpan != nil {
      edit = try? configuration.edit(of: winner, to: value, in: graph, files: files)
    } else {
      edit = try? configuration.insertion(of: wish.setting, value: value, in: graph, files: files)
    }
    return edit.map { [SourceEdit(file: $0.file, edit: $0.edit)] }
  }
}
