internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// A plan that is being made: the changes that can be offered so far, and what is said of the others.
struct PlanDraft {
  /// A change of the plan with the wishes that it stands for.
  struct Entry {
    let planned: PlannedChange
    let wished: ProfileChange
  }

  /// Changes, and the server on which all of them are made.
  struct State {
    fileprivate(set) var entries: [Entry] = []
    fileprivate(set) var server: ChangedServer
  }

  private let start: ChangedServer
  private let style: EditStyle
  /// All changes so far.
  private(set) var all: State
  /// Those of the profiles before the present one.
  private var earlier: State
  private(set) var remarks: [Plan.Remark] = []
  private var profile = ""
  /// What became of each wished change of the present profile, by its id there.
  private var outcomes: [String: Outcome] = [:]

  private enum Outcome {
    case planned(id: String)
    case settled
    case impossible
  }

  init(_ server: MailServer, _ style: EditStyle) {
    start = ChangedServer(server)
    self.style = style
    all = State(server: start)
    earlier = all
  }

  /// The changes that follow belong to this profile.
  mutating func begin(_ profile: String) {
    self.profile = profile
    earlier = all
    outcomes = [:]
  }

  // MARK: - Changes

  mutating func take(_ wished: ProfileChange, missing: [Parameter]) {
    if !missing.isEmpty { return remark(wished, .obstacle, Self.request(for: missing)) }
    if let impossible = wished.needs.first(where: { isImpossible($0) }) {
      return remark(wished, .obstacle, "It needs '\(impossible)', which cannot be done here.")
    }
    let needed = needed(by: wished)
    let base = server(with: needed)
    switch base.way(of: edits(of: wished)) {
    case .alreadyHolds(let text): remark(wished, .alreadyHolds, text)
    case .doesNotApply(let text): remark(wished, .doesNotApply, text)
    case .obstacle(let text): remark(wished, .obstacle, text)
    case .edits(let edits, let notes): offer(wished, edits, notes, needing: needed, on: base)
    }
  }

  private func edits(of wished: ProfileChange) -> WishedEdits {
    let expiry = wished.expires.map { Expiry(day: $0, change: "\(profile)/\(id(of: wished))") }
    return WishedEdits(wishes: wished.wishes, style: style, expiry: expiry)
  }

  // MARK: - Changes that others stand on

  /// The changes of the plan that this one needs, by its own word or since they offer the service that it is about;
  /// not those that these need.
  private func needed(by wished: ProfileChange) -> [Entry] {
    let named = Set(
      wished.needs.compactMap { id -> String? in
        guard case .planned(let planned) = outcomes[id] else { return nil }
        return planned
      })
    let services = wished.wishes.compactMap(\.scopeService)
    return all.entries.filter { entry in
      named.contains(entry.planned.id) || entry.wished.wishes.contains { $0.offers(anyOf: services) }
    }
  }

  /// The server with some changes, and with those that they need.
  private func server(with needed: [Entry]) -> ChangedServer {
    var ids = Set(needed.map(\.planned.id))
    for entry in all.entries.reversed() where ids.contains(entry.planned.id) { ids.formUnion(entry.planned.needs) }
    if ids.count == all.entries.count { return all.server }
    var base = start
    // Each could be made on these alone when it was taken.
    for entry in all.entries where ids.contains(entry.planned.id) { _ = base.make(entry.planned.wished(style)) }
    return base
  }

  // MARK: - What became of a change

  private static func request(for parameters: [Parameter]) -> String {
    let options = parameters.map { "--set \($0.name)=… (\($0.title): \($0.expectation))" }
    return "It needs to be told " + options.joined(separator: " and ") + "."
  }

  private func isImpossible(_ id: String) -> Bool {
    if case .impossible = outcomes[id] { return true }
    return false
  }

  private mutating func remark(_ wished: ProfileChange, _ kind: Plan.Remark.Kind, _ text: String) {
    outcomes[wished.id] = kind == .obstacle || kind == .conflict ? .impossible : .settled
    remarks.append(Plan.Remark(id: id(of: wished), kind: kind, text: text))
  }

  /// Two profiles may call different changes alike.
  private func id(of wished: ProfileChange) -> String {
    let isTaken = all.entries.contains { $0.planned.id == wished.id } || remarks.contains { $0.id == wished.id }
    return isTaken ? "\(profile)-\(wished.id)" : wished.id
  }

  private mutating func offer(
    _ wished: ProfileChange, _ edits: [SourceEdit], _ notes: [String], needing needed: [Entry], on base: ChangedServer
  ) {
    do throws(Trial.Failure) {
      let trial = try Trial(of: wished.wishes, edits, on: base)
      let conflict = WishConflict(of: wished, self.edits(of: wished), on: trial.after, with: all, before: earlier)
      switch conflict.verdict {
      case .none(let whole):
        let change = change(wished, edits, notes, needing: needed, trial, on: base)
        outcomes[wished.id] = .planned(id: change.id)
        all.entries.append(Entry(planned: change, wished: wished))
        all.server = whole
      case .same(let id):
        remark(wished, .alreadyHolds, "'\(id)' of this plan makes it so; without that one, make the plan again.")
        outcomes[wished.id] = .planned(id: id)
      case .conflict(let text): remark(wished, .conflict, text)
      case .obstacle(let text): remark(wished, .obstacle, text)
      }
    } catch {
      remark(wished, .obstacle, error.text)
    }
  }

  private func change(
    _ wished: ProfileChange, _ edits: [SourceEdit], _ notes: [String], needing needed: [Entry], _ trial: Trial,
    on base: ChangedServer
  ) -> PlannedChange {
    PlannedChange(
      id: id(of: wished), profile: profile, title: wished.title, reason: wished.reason.replacing("\n", with: " "),
      risk: wished.risk, weakens: wished.weakens, affects: wished.affects, needs: needed.map(\.planned.id),
      alternative: wished.alternative, verification: wished.verification, expires: wished.expires,
      notes: notes + Self.making(edits), wishes: wished.wishes, edits: edits.map(base.planned), effects: trial.effects,
      listeners: trial.listeners, diff: diff(from: base, to: trial.after), decision: .undecided)
  }

  private static func making(_ edits: [SourceEdit]) -> [String] {
    var seen: Set<TreePath> = []
    return edits.compactMap { edit in
      guard let like = edit.like, seen.insert(edit.path).inserted else { return nil }
      return "\(edit.path) is made, with the owner and permissions of \(like)."
    }
  }

  /// The diff that people read: secrets are hidden in it.
  private func diff(from base: ChangedServer, to after: ChangedServer) -> String {
    let secrets = SecretText(of: base.server)
    var output: [UInt8] = []
    for path in after.contents.keys.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      let like = base.made[path] == nil ? after.made[path] : nil
      let file = PlannedTree.File(
        path: path, before: base.server.bytes(at: path), after: after.contents[path] ?? [], like: like)
      let hidden = SecretText.Masks(secrets, file: file)
      file.diff(from: hidden.before, to: hidden.after).write(to: &output)
    }
    return output.text
  }
}

extension Wish {
  /// The service of master.cf that it is about.
  fileprivate var scopeService: String? {
    guard case .setting(let wish) = self else { return nil }
    return wish.scope.service
  }

  fileprivate func offers(anyOf services: [String]) -> Bool {
    guard case .service(let wish) = self else { return false }
    return services.contains("\(wish.name)/\(wish.type)")
  }
}
