internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `ssl = yes`: a setting that shall have a value, edited at the assignment that wins.
struct SettingFulfilment {
  private let wish: SettingWish
  private let server: MailServer
  private let style: EditStyle

  init(_ wish: SettingWish, _ server: MailServer, _ style: EditStyle) {
    self.wish = wish
    self.server = server
    self.style = style
  }

  private typealias Answer = (resolution: Resolution, value: SettingValue?)

  var way: WishFulfilment {
    var server = server
    let setting: SettingID
    do throws(QuestionError) {
      setting = try server.find(SettingQuestion("\(wish.daemon):\(wish.setting)"))
    } catch {
      return .obstacle("\(error.message) \(error.nextStep)")
    }
    guard let configuration = server.configuration(of: wish.daemon) else {
      return .doesNotApply("The tree has no configuration of \(wish.daemon).")
    }
    if let service = wish.scope.service {
      guard let name = server.postfix?.serviceName(service) else {
        return .doesNotApply("master.cf offers no \(service).")
      }
      return ServiceOptionFulfilment(wish, setting, name, server).way
    }
    let answers = ConnectionContexts(wish.scope, server).all.map { context -> Answer in
      let resolution = configuration.precedence.resolution(of: setting, in: context, of: server.graph)
      return (resolution, configuration.expandedValue(of: resolution, in: server.graph, files: server.files))
    }
    return way(answers, setting, server)
  }

  private func way(_ answers: [Answer], _ setting: SettingID, _ server: MailServer) -> WishFulfilment {
    let unfulfilled = answers.filter { !holds($0, server) }
    guard let answer = unfulfilled.first else {
      let shown = answers.first?.value?.shown(in: server.files) ?? wish.value
      return .alreadyHolds("\(wish.setting)\(place) is \(shown) already.")
    }
    if let other = unfulfilled.first(where: { !isReplaced($0, server) }) {
      let shown = other.value?.shown(in: server.files) ?? "not set"
      return .doesNotApply("\(wish.setting)\(place) is \(shown), which this change leaves alone.")
    }
    guard let edits = edits(answer.resolution, server) else {
      return .obstacle(obstacle(server))
    }
    return .edits(edits, notes: loserNotes(answer.resolution, server) + scopeNotes(setting, server))
  }

  private func obstacle(_ server: MailServer) -> String {
    if style == .dropIn, let dovecot = server.dovecot, wish.daemon == .dovecot {
      return DovecotWriting(configuration: dovecot, server: server, style: style).dropInObstacle
    }
    return "No place was found to write \(wish.setting) = \(wish.value)."
  }

  private var place: String { wish.scope.isGlobal ? "" : " (\(wish.scope.description))" }

  private func holds(_ answer: Answer, _ server: MailServer) -> Bool {
    guard let text = answer.value?.revealed(in: server.files).text else { return false }
    guard text == wishedText(answer.resolution, server) || wish.accepts.contains(text) else { return false }
    guard wish.isExplicit else { return true }
    return answer.resolution.winner.map { server.graph.description(of: server.graph[$0].scope) }
      == wish.scope.description
  }

  private func isReplaced(_ answer: Answer, _ server: MailServer) -> Bool {
    guard !wish.replaces.isEmpty else { return true }
    guard let text = answer.value?.revealed(in: server.files).text else { return false }
    return wish.replaces.contains(text) || text == wishedText(answer.resolution, server)
  }

  private func wishedText(_ resolution: Resolution, _ server: MailServer) -> String {
    WishedValue(wish.value, in: resolution, of: wish.daemon, on: server).text
  }

  private func edits(_ resolution: Resolution, _ server: MailServer) -> [SourceEdit]? {
    if let dovecot = server.dovecot, wish.daemon == .dovecot {
      return DovecotWriting(configuration: dovecot, server: server, style: style).edits(resolution, wish)
    }
    if let postfix = server.postfix, wish.daemon == .postfix {
      return PostfixWriting(configuration: postfix, server: server).edits(wish.setting, wish.value)
    }
    return nil
  }

  /// `/etc/dovecot/conf.d/10-ssl.conf:9 (yes) has no effect. …`: what a reviewer must know of the other assignments.
  private func loserNotes(_ resolution: Resolution, _ server: MailServer) -> [String] {
    guard wish.scope.isGlobal else { return [] }
    return resolution.beaten.compactMap { beaten in
      guard let span = server.graph[beaten.assignment].origin.span, beaten.by != nil else { return nil }
      let value = server.graph[beaten.assignment].value.shown(in: server.files)
      return "\(server.files.place(of: span)) (\(value)) has no effect. \(beaten.reason.explanation)"
    }
  }

  /// Scopes that set it for themselves keep their value.
  private func scopeNotes(_ setting: SettingID, _ server: MailServer) -> [String] {
    guard wish.scope.isGlobal else { return [] }
    return server.effectiveRows(in: nil).compactMap { row in
      guard row.resolution.setting == setting, row.scope != .global,
        !row.value.revealed(in: server.files).elementsEqual(wish.value.utf8),
        let span = server.graph[row.winner].origin.span
      else { return nil }
      let value = row.value.shown(in: server.files)
      return "\(server.graph.description(of: row.scope)) keeps \(value) (\(server.files.place(of: span)))."
    }
  }
}
