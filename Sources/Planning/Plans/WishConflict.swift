internal import MailServer
internal import SettingsGraph

/// Whether a change can stand beside those of other profiles, judged by what each wishes.
///
/// The tree with all of them is read again: every wish must hold there, and none may be without effect that had one
/// before.
struct WishConflict {
  enum Verdict {
    case none
    /// A change of the plan makes the wishes true already.
    case same(id: String)
    case conflict(String)
    case obstacle(String)
  }

  let verdict: Verdict

  init(
    of change: PlannedChange, _ wished: ProfileChange, with others: [PlanDraft.Entry], on server: MailServer
  ) {
    guard !others.isEmpty else {
      verdict = .none
      return
    }
    do throws(PlanError) {
      let before = server.rereading(with: try PlannedTree(others.map(\.planned), in: server.tree).contents)
      if let same = others.last, Self.isFulfilled(wished, on: before) {
        let maker = others.first { Self.shareSetting($0.wished, wished) } ?? same
        verdict = .same(id: maker.planned.id)
        return
      }
      if let opposite = others.first(where: { Self.contradict($0.wished, wished) }) {
        verdict = .conflict(Self.sentence(opposite))
        return
      }
      let whole = try PlannedTree(others.map(\.planned) + [change], in: server.tree)
      let after = server.rereading(with: whole.contents)
      let loser = others.first { entry in
        !Self.isFulfilled(entry.wished, on: after)
          || (Self.isMoot(entry.wished, on: after) && !Self.isMoot(entry.wished, on: before))
      }
      if let loser {
        verdict = .conflict(Self.sentence(loser))
      } else if !Self.isFulfilled(wished, on: after) {
        verdict = .conflict("With the other changes of this plan it would not hold.")
      } else if try Self.isMadeMoot(change, wished, by: after, on: server) {
        verdict = .conflict("With the other changes of this plan it would have no effect.")
      } else {
        verdict = .none
      }
    } catch {
      verdict = .obstacle(Self.meeting(change, others))
    }
  }

  /// Without effect in `after`, and not so by itself.
  private static func isMadeMoot(
    _ change: PlannedChange, _ wished: ProfileChange, by after: MailServer, on server: MailServer
  ) throws(PlanError) -> Bool {
    guard isMoot(wished, on: after) else { return false }
    return !isMoot(wished, on: server.rereading(with: try PlannedTree([change], in: server.tree).contents))
  }

  private static func sentence(_ entry: PlanDraft.Entry) -> String {
    "'\(entry.planned.id)' (\(entry.planned.profile): \(entry.planned.title)) wants the opposite. "
      + "Plan one of the two profiles, or leave one of the changes out."
  }

  private static func meeting(_ change: PlannedChange, _ others: [PlanDraft.Entry]) -> String {
    let paths = Set(change.edits.map(\.path))
    let met = others.filter { entry in entry.planned.edits.contains { paths.contains($0.path) } }.map(\.planned.id)
    return "It goes together with \(met.joined(separator: ", ")) but touches the same lines: "
      + "apply those first, then make the plan for \(change.profile) again."
  }

  // MARK: - Wishes

  private static func isFulfilled(_ change: ProfileChange, on server: MailServer) -> Bool {
    ChangeFulfilment.meant(change.wishes, on: server).allSatisfy { WishFulfilment(of: $0, on: server).isSettled }
  }

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

  private static func contradict(_ a: ProfileChange, _ b: ProfileChange) -> Bool {
    a.wishes.contains { wish in b.wishes.contains { wish.contradicts($0) } }
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

  /// Whether both cannot be true of one connection; an exception for some connections contradicts the rule for all.
  fileprivate func contradicts(_ other: Wish) -> Bool {
    switch (self, other) {
    case (.setting(let a), .setting(let b)):
      guard subject == other.subject, a.versions == b.versions, a.scope.service == b.scope.service else { return false }
      return !([a.value] + a.accepts).contains(b.value) && !([b.value] + b.accepts).contains(a.value)
    case (.element(let a), .withoutElement(let b)), (.withoutElement(let b), .element(let a)):
      return a.setting == b.setting && a.element == b.element
    default: return false
    }
  }
}
