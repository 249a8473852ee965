internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// How a wish can be made true on one server: by which edits, or why there are none.
struct WishFulfilment {
  enum Way {
    case edits([SourceEdit], notes: [String])
    case alreadyHolds(String)
    case doesNotApply(String)
    case obstacle(String)
  }

  let way: Way

  init(of wish: Wish, on server: MailServer) {
    switch wish {
    case .setting(let daemon, let alternatives): way = Self.setting(daemon, alternatives, server)
    case .withoutElement(let parameter, let element): way = Self.withoutElement(element, of: parameter, server)
    case .service(let service): way = Self.service(service, server)
    }
  }

  // MARK: - A setting has a value

  private static func setting(_ daemon: DaemonName, _ alternatives: [SettingWish], _ server: MailServer) -> Way {
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
    guard let resolution = server.resolution(of: setting, in: Context()) else {
      return .obstacle("\(wish.setting) cannot be resolved.")
    }
    let current = configuration.expandedValue(of: resolution, in: server.graph, files: server.files)
    let text = current.map { $0.revealed(in: server.files).text }
    if text == wish.value { return .alreadyHolds("\(wish.setting) is \(wish.value) already.") }
    guard wish.replaces.isEmpty || text.map(wish.replaces.contains) ?? false else {
      return .doesNotApply("\(wish.setting) is \(current?.shown(in: server.files) ?? "not set"), which this change leaves alone.")
    }
    return edit(of: setting, resolution, to: wish, server)
  }

  /// The edit at the assignment that wins, or a new assignment where nothing is written; with the ones that lose.
  private static func edit(
    of setting: SettingID, _ resolution: Resolution, to wish: SettingWish, _ server: MailServer
  ) -> Way {
    let notes = loserNotes(resolution, server)
    if let winner = resolution.winner, let span = server.graph[winner].valueSpan {
      let edit = TextEdit(span.range, with: Array(wish.value.utf8))
      return .edits([SourceEdit(file: span.file, edit: edit)], notes: notes)
    }
    return .obstacle("\(wish.setting) is not written anywhere; write \(wish.setting) = \(wish.value).")
  }

  /// `/etc/dovecot/conf.d/10-ssl.conf:9 (yes) loses: …`: what a reviewer must know of the other assignments.
  private static func loserNotes(_ resolution: Resolution, _ server: MailServer) -> [String] {
    resolution.beaten.compactMap { beaten in
      guard let span = server.graph[beaten.assignment].origin.span else { return nil }
      let value = server.graph[beaten.assignment].value.shown(in: server.files)
      return "\(server.files.place(of: span)) (\(value)) has no effect. \(beaten.reason.explanation)"
    }
  }

  // MARK: - A list has no such element

  private static func withoutElement(_ element: String, of parameter: String, _ server: MailServer) -> Way {
    .doesNotApply("")
  }

  // MARK: - A service is offered

  private static func service(_ wish: ServiceWish, _ server: MailServer) -> Way {
    .doesNotApply("")
  }
}
