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
  private let style: EditStyle
  private let expires: String?

  /// - Parameter expires: the last day of every change that weakens something and names no day itself.
  package init(server: MailServer, style: EditStyle = .inPlace, expires: String? = nil) {
    self.server = server
    self.style = style
    self.expires = expires
  }

  package func plan(_ profiles: [Profile], created: String) -> Plan {
    plan(profiles.map { ProfileRequest($0) }, created: created)
  }

  package func plan(_ requests: [ProfileRequest], created: String) -> Plan {
    var draft = PlanDraft(server, style)
    for request in requests {
      draft.begin(request.profile.name)
      for (change, missing) in request.changes {
        draft.take(expiring(change), missing: request.profile.parameters.filter { missing.contains($0.name) })
      }
    }
    return Plan(
      profiles: requests.map(\.profile.name), created: created, assumptions: assumptions + choices(of: requests),
      inputs: inputs + absentInputs(draft.all.server), changes: draft.all.entries.map(\.planned),
      remarks: draft.remarks, reading: Plan.Reading(server, style: style))
  }

  private func expiring(_ change: ProfileChange) -> ProfileChange {
    change.expires == nil && !change.weakens.isEmpty ? change.expiring(expires) : change
  }

  private var assumptions: [Plan.Assumption] {
    let versions = server.configurations.map {
      Plan.Assumption(subject: $0.daemon.rawValue, statement: $0.version.explanation)
    }
    guard style == .dropIn, server.postfix != nil else { return versions }
    return versions + [
      Plan.Assumption(
        subject: "postfix", statement: "has no drop-ins: main.cf and master.cf include nothing, and are edited in place"
      )
    ]
  }

  /// What was chosen for each profile: its grade and the values of its parameters.
  private func choices(of requests: [ProfileRequest]) -> [Plan.Assumption] {
    requests.compactMap { request in
      let profile = request.profile
      var statements = profile.parameters.map { parameter in
        "\(parameter.name)=\(request.values[parameter.name]?.joined(separator: ",") ?? "(not given)")"
      }
      if let grade = request.grade { statements.insert("grade \(grade) (\(profile.grades[grade - 1].title))", at: 0) }
      guard !statements.isEmpty else { return nil }
      return Plan.Assumption(subject: profile.name, statement: "with " + statements.joined(separator: ", "))
    }
  }

  /// The files that changes make.
  private func absentInputs(_ changed: ChangedServer) -> [Plan.Input] {
    changed.made.sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }.map { path, like in
      Plan.Input(path: path.description, sha256: Plan.Input.absent, byteCount: 0, like: like.description)
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
