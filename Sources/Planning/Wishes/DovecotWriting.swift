internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// Values written into Dovecot's files.
struct DovecotWriting {
  let configuration: DovecotConfiguration
  let server: MailServer

  /// The assignment that wins gets the value; where nothing is written, a line is added.
  func edits(_ resolution: Resolution, _ wish: SettingWish) -> [SourceEdit]? {
    guard let winner = resolution.winner, let span = server.graph[winner].valueSpan else { return nil }
    return [SourceEdit(file: span.file, edit: TextEdit(span.range, with: Array(wish.value.utf8)))]
  }
}
