package import SettingsGraph
package import SourceText

/// The answer to `why NAME`: who wins, why nobody else does, what that means, and what to edit next.
package struct Explanation: Sendable {
  /// One candidate as a reader wants to see it.
  package struct Candidate: Sendable {
    package let assignment: AssignmentID
    /// Nil for a built-in default or a derived value.
    package let span: SourceSpan?
    package let value: SettingValue
    package let scope: ScopeID
    /// The `!include` lines through which its file is read, outermost first.
    package let includeChain: [SourceSpan]
  }

  package struct Loser: Sendable {
    package let candidate: Candidate
    package let reason: Reason
    package let by: Candidate?
  }

  /// An edit that would change the value in effect.
  package struct NextEdit: Sendable, Equatable {
    package let span: SourceSpan?
    /// What to do there, as one sentence.
    package let edit: String

    package init(at span: SourceSpan?, _ edit: String) {
      self.span = span
      self.edit = edit
    }
  }

  package let setting: SettingID
  package let daemon: DaemonName
  package let name: String
  package let version: AssumedVersion
  package let context: Context
  /// The value in effect, as the daemon's own tool writes it.
  package let value: SettingValue?
  /// The value as the daemon uses it, where `$name`s in it make a difference.
  package let expandedValue: SettingValue?
  package let winner: Candidate?
  /// Other assignments that have a part in the value.
  package let contributors: [Candidate]
  package let losers: [Loser]
  /// Lines that look like assignments and are none.
  package let unread: [UnreadMention]
  package let implications: [Implication]
  package let next: [NextEdit]
  /// What the answer could not take into account, each as one sentence.
  package let unknown: [String]
}

extension MailServer {
  /// Explains the value of one setting in one context. Its default must be on the graph (see `find`).
  package func explanation(of setting: SettingID, in context: Context) -> Explanation? {
    let daemon = graph[setting].daemon
    guard let configuration = configuration(of: daemon), let resolution = resolution(of: setting, in: context) else {
      return nil
    }
    let winner = resolution.winner.map(candidate)
    let losers = resolution.beaten.map { beaten in
      Explanation.Loser(
        candidate: candidate(beaten.assignment), reason: beaten.reason, by: beaten.by.map(candidate))
    }
    let value = configuration.shownValue(of: resolution, in: graph, files: files)
    let expanded = configuration.expandedValue(of: resolution, in: graph, files: files)
    let differs =
      expanded?.revealed(in: files) != value?.revealed(in: files)
      && value?.revealed(in: files).contains(ASCII.dollar) ?? false
    let unread = configuration.unreadMentions(of: graph.name(of: setting), in: graph, files: files)
    return Explanation(
      setting: setting, daemon: daemon, name: graph.name(of: setting), version: configuration.version,
      context: context, value: value, expandedValue: differs ? expanded : nil, winner: winner,
      contributors: resolution.contributors.map(candidate), losers: losers, unread: unread,
      implications: configuration.implications(of: resolution, in: graph, files: files),
      next: NextEdits(server: self, setting: setting, winner: winner, losers: losers, unread: unread).edits,
      unknown: unknowns(of: daemon, losers: losers))
  }

  private func candidate(_ id: AssignmentID) -> Explanation.Candidate {
    let assignment = graph[id]
    return Explanation.Candidate(
      assignment: id, span: assignment.origin.span, value: assignment.value, scope: assignment.scope,
      includeChain: graph.includeChain(of: id))
  }

  /// Files that could not be read may hold an assignment; scopes that depend on a missing fact may match.
  private func unknowns(of daemon: DaemonName, losers: [Explanation.Loser]) -> [String] {
    var sentences: [String] = []
    for loser in losers {
      if case .scopeUnknown(let fact) = loser.reason {
        sentences.append("\(fact) was not given; \(graph.description(of: loser.candidate.scope)) may match.")
      }
    }
    for diagnostic in configuration(of: daemon)?.diagnostics ?? []
    where diagnostic.code.contains(".unreadable-") && !diagnostic.code.hasSuffix("-table") {
      sentences.append(diagnostic.message)
    }
    return sentences
  }
}
