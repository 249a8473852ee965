internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// The edits that give a setting a value in one context, at the place that decides there now.
struct ValueWriting {
  private let server: MailServer

  init(_ server: MailServer) { self.server = server }

  func edits(_ name: String, _ value: String, of daemon: DaemonName, in context: Context) -> [SourceEdit]? {
    var server = server
    guard let setting = try? server.find(SettingQuestion("\(daemon):\(name)")),
      let resolution = server.resolution(of: setting, in: context)
    else { return nil }
    switch daemon {
    case .dovecot: return server.dovecot.flatMap { dovecotEdits(name, value, resolution, $0, server) }
    case .postfix: return server.postfix.flatMap { postfixEdits(name, value, resolution, $0, server.graph) }
    default: return nil
    }
  }

  /// The assignment that decides, whatever its scope; without one, a line where it holds everywhere.
  private func dovecotEdits(
    _ name: String, _ value: String, _ resolution: Resolution, _ dovecot: DovecotConfiguration, _ server: MailServer
  ) -> [SourceEdit]? {
    guard let winner = resolution.winner, server.graph[winner].valueSpan != nil else {
      let wish = SettingWish(daemon: .dovecot, setting: name, value: value)
      return DovecotWriting(configuration: dovecot, server: server, style: .inPlace).edits(resolution, wish)
    }
    let edit = try? dovecot.edit(of: winner, to: Array(value.utf8), in: server.graph, files: server.files)
    return edit.map { [SourceEdit($0.edit, of: $0.file, in: server)] }
  }

  /// An option where one decides, else main.cf.
  private func postfixEdits(
    _ name: String, _ value: String, _ resolution: Resolution, _ postfix: PostfixConfiguration,
    _ graph: SettingsGraph
  ) -> [SourceEdit]? {
    guard let winner = resolution.winner, case .serviceOption = graph[winner].origin,
      let service = graph[graph[winner].scope].condition?.name, let master = postfix.master,
      let file = postfix.masterFile
    else { return PostfixWriting(configuration: postfix, server: server).edits(name, value) }
    return optionEdits(name, value, service: service, master, file)
  }

  /// `-o name=value` of one service, whatever decides for it now.
  func optionEdits(_ name: String, _ value: String, service: String?) -> [SourceEdit]? {
    guard let service, let postfix = server.postfix, let master = postfix.master, let file = postfix.masterFile,
      let entry = postfix.services.last(where: { $0.isEnabled && ($0.name == service || $0.service == service) })
    else { return nil }
    return optionEdits(name, value, service: entry.name, master, file)
  }

  private func optionEdits(
    _ name: String, _ value: String, service: String, _ master: MasterCf, _ file: FileID
  ) -> [SourceEdit]? {
    let option = MasterCf.WrittenOption(name: Array(name.utf8), value: Array(value.utf8))
    return try? master.setting(option, of: service).map { SourceEdit($0, of: file, in: server) }
  }
}
