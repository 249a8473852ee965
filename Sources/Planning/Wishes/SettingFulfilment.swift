internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `ssl = yes`: a setting that shall have a value, edited at the assignment that wins.
struct SettingFulfilment {
  private let daemon: DaemonName
  private let alternatives: [SettingWish]
  private let server: MailServer

  init(_ daemon: DaemonName, _ alternatives: [SettingWish], _ server: MailServer) {
    self.daemon = daemon
    self.alternatives = alternatives
    self.server = server
  }

  var way: WishFulfilment {
    guard let configuration = server.configuration(of: daemon) else {
      return .doesNotApply("The tree has no configuration of \(daemon).")
    }
    guard let wish = alternatives.first(where: { $0.applies(to: configuration.version.version) }) else {
      return .doesNotApply("It is not meant for \(daemon) \(configuration.version.version).")
    }
    var server = server
    let setting: SettingID
    do throws(QuestionError) {
      setting = try server.find(SettingQuestion("\(daemon):\(wish.setting)"))
    } catch {
      return .obstacle("\(error.message) \(error.nextStep)")
    }
    let resolution = configuration.precedence.resolution(of: setting, in: Context(), of: server.graph)
    let current = configuration.expandedValue(of: resolution, in: server.graph, files: server.files)
    let text = current.map { $0.revealed(in: server.files).text }
    if text == wish.value { return .alreadyHolds("\(wish.setting) is \(wish.value) already.") }
    guard wish.replaces.isEmpty || text.map(wish.replaces.contains) ?? false else {
      let shown = current?.shown(in: server.files) ?? "not set"
      return .doesNotApply("\(wish.setting) is \(shown), which this change leaves alone.")
    }
    let notes = loserNotes(resolution, server) + scopeNotes(setting, wish, server)
    guard let edits = edits(resolution, wish, server) else {
      return .obstacle("No place was found to write \(wish.setting) = \(wish.value).")
    }
    return .edits(edits, notes: notes)
  }

  private func edits(_ resolution: Resolution, _ wish: SettingWish, _ server: MailServer) -> [SourceEdit]? {
    switch daemon {
    case .dovecot:
      return server.dovecot.flatMap { DovecotWriting(configuration: $0, server: server).edits(resolution, wish) }
    case .postfix:
      return server.postfix.flatMap { PostfixWriting(configuration: $0).edits(wish) }
    default: return nil
    }
  }

  /// `/etc/dovecot/conf.d/10-ssl.conf:9 (yes) has no effect. …`: what a reviewer must know of the other assignments.
  private func loserNotes(_ resolution: Resolution, _ server: MailServer) -> [String] {
    resolution.beaten.compactMap { beaten in
      guard let span = server.graph[beaten.assignment].origin.span, beaten.by != nil else { return nil }
      let value = server.graph[beaten.assignment].value.shown(in: server.files)
      return "\(server.files.place(of: span)) (\(value)) has no effect. \(beaten.reason.explanation)"
    }
  }

  /// Scopes that set it for themselves keep their value.
  private func scopeNotes(_ setting: SettingID, _ wish: SettingWish, _ server: MailServer) -> [String] {
    server.effectiveRows(in: nil).compactMap { row in
      guard row.resolution.setting == setting, row.scope != .global,
        !row.value.revealed(in: server.files).elementsEqual(wish.value.utf8),
        let span = server.graph[row.winner].origin.span
      else { return nil }
      let value = row.value.shown(in: server.files)
      return "\(server.graph.description(of: row.scope)) keeps \(value) (\(server.files.place(of: span)))."
    }
  }
}
