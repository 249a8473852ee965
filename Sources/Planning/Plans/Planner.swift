package import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// Turns the wishes of profiles into changes of one server's files.
///
/// Every change is tried before it is offered: the tree with its edits laid over it is read again, the wish must hold
/// there, and nothing else may have moved.
package struct Planner: Sendable {
  private let server: MailServer
  private let secrets: SecretText

  package init(server: MailServer) {
    self.server = server
    secrets = SecretText(of: server)
  }

  package func plan(_ profiles: [Profile], created: String) -> Plan {
    var changes: [PlannedChange] = []
    var remarks: [Plan.Remark] = []
    for wished in profiles.flatMap(\.changes) where !changes.contains(where: { $0.id == wished.id }) {
      switch outcome(of: wished, after: changes) {
      case .change(let change): changes.append(change)
      case .remark(let remark): remarks.append(remark)
      }
    }
    return Plan(
      profiles: profiles.map(\.name), created: created, assumptions: assumptions, inputs: inputs, changes: changes,
      remarks: remarks)
  }

  private enum Outcome {
    case change(PlannedChange)
    case remark(Plan.Remark)
  }

  private func outcome(of wished: ProfileChange, after planned: [PlannedChange]) -> Outcome {
    func remark(_ kind: Plan.Remark.Kind, _ text: String) -> Outcome {
      .remark(Plan.Remark(id: wished.id, kind: kind, text: text))
    }
    switch WishFulfilment(of: wished.wish, on: server) {
    case .alreadyHolds(let text): return remark(.alreadyHolds, text)
    case .doesNotApply(let text): return remark(.doesNotApply, text)
    case .obstacle(let text): return remark(.obstacle, text)
    case .edits(let edits, let notes):
      do throws(Trial.Failure) {
        return .change(try change(wished, edits, notes, needing: planned.filter { wished.needs.contains($0.id) }))
      } catch {
        return remark(.obstacle, error.text)
      }
    }
  }

  private func change(
    _ wished: ProfileChange, _ edits: [SourceEdit], _ notes: [String], needing needed: [PlannedChange]
  ) throws(Trial.Failure) -> PlannedChange {
    let planned = edits.map(plannedEdit)
    let trial = try Trial(of: wished, planned, needing: needed, on: server)
    return PlannedChange(
      id: wished.id, title: wished.title, reason: wished.reason.replacing("\n", with: " "), risk: wished.risk,
      weakens: wished.weakens, needs: needed.map(\.id), alternative: wished.alternative,
      verification: wished.verification, notes: notes,
      edits: planned, effects: trial.effects, diff: diff(of: trial.tree), decision: .undecided)
  }

  private func plannedEdit(_ edit: SourceEdit) -> PlannedEdit {
    let file = server.files[edit.file]
    let path = TreePath(file.path)
    return PlannedEdit(
      path: ((try? server.tree.resolvedPath(of: path)) ?? path).description,
      line: file.lines.position(of: edit.edit.range.lowerBound).line, offset: edit.edit.range.lowerBound,
      removed: Array(file.bytes[edit.edit.range]), inserted: edit.edit.replacement)
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

  private var assumptions: [Plan.Assumption] {
    server.configurations.map {
      Plan.Assumption(subject: $0.daemon.rawValue, statement: $0.version.explanation)
    }
  }

  /// Every file that was read, each once.
  private var inputs: [Plan.Input] {
    var seen: Set<String> = []
    return server.files.ids.compactMap { id in
      let file = server.files[id]
      guard seen.insert(file.path).inserted else { return nil }
      return Plan.Input(
        path: file.path, sha256: Digest(of: file.bytes).description, byteCount: file.bytes.count)
    }
  }
}
