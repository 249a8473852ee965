internal import MailServer
internal import SettingsGraph

/// Whether a change can stand beside the others of a plan, judged by what each wishes.
///
/// It is made on top of all of them, and the result is read again: every wish must hold there, and none of another
/// profile may be without effect that had one before.
struct WishConflict {
  enum Verdict {
    /// None; the server with everything.
    case none(ChangedServer)
    /// A change of the plan makes the wishes true already.
    case same(id: String)
    case conflict(String)
    case obstacle(String)
  }

  let verdict: Verdict

  /// - Parameters:
  ///   - others: the changes of the plan so far, and the server with all of them.
  ///   - before: the changes of other profiles alone, and the server with them.
  init(
    of wished: ProfileChange, _ edits: WishedEdits, on alone: ChangedServer, with others: PlanDraft.State,
    before: PlanDraft.State
  ) {
    let foreign = before.entries
    if let opposite = foreign.first(where: { Self.contradict($0.wished, wished, on: before.server.server) }) {
      verdict = .conflict(Self.sentence(opposite, wished))
      return
    }
    if let last = foreign.last, ChangeFulfilment.isSettled(wished.wishes, on: before.server.server) {
      let maker = foreign.first { Self.shareSetting($0.wished, wished) } ?? last
      verdict = .same(id: maker.planned.id)
      return
    }
    var whole = others.server
    if let obstacle = whole.make(edits) {
      verdict = .obstacle("Together with the other changes of this plan it cannot be done: \(obstacle)")
      return
    }
    verdict = Self.verdict(wished, alone.server, others, foreign, whole)
  }

  /// Judged by the server with everything.
  private static func verdict(
    _ wished: ProfileChange, _ alone: MailServer, _ others: PlanDraft.State, _ foreign: [PlanDraft.Entry],
    _ whole: ChangedServer
  ) -> Verdict {
    let (before, after) = (others.server.server, whole.server)
    if let refusal = Refusals.new(in: after, besides: before) {
      return .obstacle("With the other changes of this plan the daemon would refuse the files: \(refusal)")
    }
    let loser =
      others.entries.first { !ChangeFulfilment.isSettled($0.wished.wishes, on: after) }
      ?? foreign.first { isMoot($0.wished, on: after) && !isMoot($0.wished, on: before) }
    if let loser { return .conflict(sentence(loser, wished)) }
    if !ChangeFulfilment.isSettled(wished.wishes, on: after) {
      return .conflict("With the other changes of this plan it would not hold.")
    }
    if isMoot(wished, on: after), !isMoot(wished, on: alone), let maker = foreign.last {
      let cause = foreign.first { shareDaemon($0.wished, wished) } ?? maker
      return .conflict("With '\(cause.planned.id)' (\(cause.planned.profile)) it would have no effect.")
    }
    return .none(whole)
  }

  /// Both reasons, so that whoever plans can weigh them.
  private static func sentence(_ entry: PlanDraft.Entry, _ wished: ProfileChange) -> String {
    let meeting = wished.wishes.lazy.compactMap { wish in
      entry.wished.wishes.first { $0.contradicts(wish) }.map { "\($0.text), this one \(wish.text)" }
    }.first
    return "'\(entry.planned.id)' (\(entry.planned.profile): \(entry.planned.title)) wants the opposite"
      + (meeting.map { ": \($0)" } ?? "") + ". Its reason: \(oneLine(entry.planned.reason)) "
      + "The reason of this one: \(oneLine(wished.reason)) "
      + "Plan one of the two profiles, or leave one of the changes out."
  }

  private static func oneLine(_ reason: String) -> String {
    let text = reason.replacing("\n", with: " ")
    return text.hasSuffix(".") || text.isEmpty ? text : text + "."
  }

  // MARK: - Wishes

  /// `disable_plaintext_auth = no` where `ssl = required`: written, and of no effect.
  private static func isMoot(_ change: ProfileChange, on server: MailServer) -> Bool {
    ChangeFulfilment.meant(change.wishes, on: server).contains { wish in
      guard case .setting(let wish) = wish, wish.scope.isGlobal else { return false }
      var server = server
      guard let setting = try? server.find(SettingQuestion("\(wish.daemon):\(wish.setting)")),
        let configuration = server.configuration(of: wish.daemon)
      else { return false }
      let resolution = configuration.precedence.resolution(of: setting, in: Context(), of: server.graph)
      return configuration.implications(of: resolution, in: server.graph, files: server.files).contains(
        where: \.makesMoot)
    }
  }

  private static func shareSetting(_ a: ProfileChange, _ b: ProfileChange) -> Bool {
    a.wishes.contains { wish in b.wishes.contains { wish.subject == $0.subject } }
  }

  private static func shareDaemon(_ a: ProfileChange, _ b: ProfileChange) -> Bool {
    a.wishes.contains { wish in b.wishes.contains { wish.daemon == $0.daemon } }
  }

  private static func contradict(_ a: ProfileChange, _ b: ProfileChange, on server: MailServer) -> Bool {
    let wishes = ChangeFulfilment.meant(b.wishes, on: server)
    return ChangeFulfilment.meant(a.wishes, on: server).contains { wish in wishes.contains { wish.contradicts($0) } }
  }
}

extension Wish {
  /// What it is about: a setting, or a service.
  fileprivate var subject: String {
    switch self {
    case .setting(let wish): "\(wish.daemon) \(wish.setting)"
    case .element(let wish), .withoutElement(let wish): "\(wish.daemon) \(wish.setting)"
    case .closedPort(let wish): "\(wish.daemon) port \(wish.port)"
    case .service(let wish): "service \(wish.name)/\(wish.type)"
    }
  }

  /// `wants ssl = required`
  fileprivate var text: String {
    switch self {
    case .setting(let wish):
      "wants \(wish.setting) = \(wish.value)"
        + (wish.scope.isGlobal ? "" : " for \(wish.scope.description)")
    case .element(let wish): "wants \(wish.element) in \(wish.setting)"
    case .withoutElement(let wish): "wants no \(wish.element) in \(wish.setting)"
    case .closedPort(let wish): "wants port \(wish.port) closed in \(wish.daemon)"
    case .service(let wish): "wants the service \(wish.name)/\(wish.type)"
    }
  }

  /// Whether both cannot be true of one connection; an exception for some connections contradicts the rule for all.
  fileprivate func contradicts(_ other: Wish) -> Bool {
    switch (self, other) {
    case (.setting(let a), .setting(let b)):
      guard subject == other.subject, a.scope.service == b.scope.service else { return false }
      return !([a.value] + a.accepts).contains(b.value) && !([b.value] + b.accepts).contains(a.value)
    case (.element(let a), .withoutElement(let b)), (.withoutElement(let b), .element(let a)):
      return a.setting == b.setting && a.element == b.element
    default: return false
    }
  }
}
