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

  private let server: MailServer
  private let style: EditStyle
  private let secrets: SecretText
  private(set) var entries: [Entry] = []
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
    self.server = server
    self.style = style
    secrets = SecretText(of: server)
  }

  /// The changes that follow belong to this profile.
  mutating func begin(_ profile: String) {
    self.profile = profile
    outcomes = [:]
  }

  // MARK: - Changes

  mutating func take(_ wished: ProfileChange, missing: [Parameter]) {
    if !missing.isEmpty { return remark(wished, .obstacle, Self.request(for: missing)) }
    if let impossible = wished.needs.first(where: { isImpossible($0) }) {
      return remark(wished, .obstacle, "It needs '\(impossible)', which cannot be done here.")
    }
    switch ChangeFulfilment.way(of: wished.wishes, on: server, style: style) {
    case .alreadyHolds(let text): remark(wished, .alreadyHolds, text)
    case .doesNotApply(let text): remark(wished, .doesNotApply, text)
    case .obstacle(let text): remark(wished, .obstacle, text)
    case .edits(let edits, let notes): offer(wished, edits, notes)
    }
  }

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
    let isTaken = entries.contains { $0.planned.id == wished.id } || remarks.contains { $0.id == wished.id }
    return isTaken ? "\(profile)-\(wished.id)" : wished.id
  }

  private mutating func offer(_ wished: ProfileChange, _ edits: [SourceEdit], _ notes: [String]) {
    let needed = wished.needs.compactMap { id -> PlannedChange? in
      guard case .planned(let planned) = outcomes[id] else { return nil }
      return entries.first { $0.planned.id == planned }?.planned
    }
    do throws(Trial.Failure) {
      let change = try change(wished, edits, notes, needing: needed)
      let others = entries.filter { $0.planned.profile != profile }
      switch WishConflict(of: change, wished, with: others, on: server).verdict {
      case .none:
        outcomes[wished.id] = .planned(id: change.id)
        entries.append(Entry(planned: change, wished: wished))
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
    _ wished: ProfileChange, _ edits: [SourceEdit], _ notes: [String], needing needed: [PlannedChange]
  ) throws(Trial.Failure) -> PlannedChange {
    let (planned, trial) = try tried(wished, edits, needing: needed)
    return PlannedChange(
      id: id(of: wished), profile: profile, title: wished.title, reason: wished.reason.replacing("\n", with: " "),
      risk: wished.risk, weakens: wished.weakens, affects: wished.affects, needs: needed.map(\.id),
      alternative: wished.alternative, verification: wished.verification, expires: wished.expires, notes: notes,
      edits: planned, effects: trial.effects, listeners: trial.listeners, diff: diff(of: trial.tree),
      decision: .undecided)
  }

  private func tried(
    _ wished: ProfileChange, _ edits: [SourceEdit], needing needed: [PlannedChange]
  ) throws(Trial.Failure) -> ([PlannedEdit], Trial) {
    let expiry = wished.expires.map { Expiry(day: $0, change: "\(profile)/\(wished.id)") }
    let planned = (expiry.map { markers($0, of: edits) } ?? []).map(plannedEdit) + edits.map(plannedEdit)
    return (planned, try Trial(of: wished, planned, needing: needed, on: server))
  }

  /// A line with the date above the first edit of each file.
  private func markers(_ expiry: Expiry, of edits: [SourceEdit]) -> [SourceEdit] {
    Dictionary(grouping: edits, by: \.path).sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
      .compactMap { path, edits in
        guard let first = edits.map(\.edit.range.lowerBound).min() else { return nil }
        let bytes = server.bytes(at: path)
        let start = bytes[..<first].lastIndex(of: ASCII.lineFeed).map { $0 + 1 } ?? 0
        return SourceEdit(.insertion(Array("\(expiry.marker)\n".utf8), at: start), at: path)
      }
  }

  private func plannedEdit(_ edit: SourceEdit) -> PlannedEdit {
    let bytes = server.bytes(at: edit.path)
    return PlannedEdit(
      path: edit.path.description, line: LineIndex(bytes).position(of: edit.edit.range.lowerBound).line,
      offset: edit.edit.range.lowerBound, removed: Array(bytes[edit.edit.range]), inserted: edit.edit.replacement)
  }

  /// The diff that people read: secrets are hidden in it.
  private func diff(of tree: PlannedTree) -> String {
    var output: [UInt8] = []
    for file in tree.files {
      let hidden = SecretText.Masks(secrets, file: file)
      UnifiedDiff(
        from: hidden.before, to: hidden.after, oldPath: "a\(file.path)", newPath: "b\(file.path)"
      ).write(to: &output)
    }
    return output.text
  }
}
