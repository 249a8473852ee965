package import SettingsGraph
internal import SourceText

extension MailServer {
  /// Explains the value of one setting in one context. Its default must be on the graph (see `find`).
  package func explanation(of setting: SettingID, in context: Context) -> Explanation? {
    let daemon = graph[setting].daemon
    guard let configuration = configuration(of: daemon), var resolution = resolution(of: setting, in: context) else {
      return nil
    }
    let name = graph.name(of: setting)
    let unread = configuration.unreadMentions(of: name, in: graph, files: files)
    if case .unknown = configuration.lookUp(name, in: graph) { resolution = resolution.withoutWinner }
    let value = configuration.shownValue(of: resolution, in: graph, files: files)
    let expanded = configuration.expandedValue(of: resolution, in: graph, files: files)
    let differs =
      expanded?.revealed(in: files) != value?.revealed(in: files)
      && value?.revealed(in: files).contains(ASCII.dollar) ?? false
    let implications =
      configuration.implications(of: resolution, in: graph, files: files)
      + causes(of: resolution, expanded: expanded ?? value)
    let winner = resolution.winner.map(candidate)
    let losers = resolution.beaten.map { loser($0, in: context) }.filter { loser in
      !unread.contains { $0.span == loser.candidate.span }
    }
    let known = implications.filter { $0.kind != .unknown }
    return Explanation(
      setting: setting, daemon: daemon, name: name, version: configuration.version, context: context, value: value,
      expandedValue: differs ? expanded : nil, winner: winner, contributors: resolution.contributors.map(candidate),
      losers: losers, unread: unread, implications: known,
      next: NextEdits(
        server: self, setting: setting, winner: winner, losers: losers, unread: unread, implications: known
      ).edits,
      unknown: unknowns(of: daemon, losers: losers) + implications.filter { $0.kind == .unknown }.map(\.sentence),
      isSecret: configuration.mayHoldSecret(name))
  }

  /// What both daemons, the system's packages and its processes have to say, which no daemon's own files tell.
  private func causes(of resolution: Resolution, expanded: SettingValue?) -> [Implication] {
    TLSLibrary(of: self).implications(of: resolution)
      + TableTruth(server: self).implications(of: resolution, expanded)
      + ChrootTruth(server: self).implications(of: resolution)
      + ClassTruth(server: self).implications(of: resolution) + LinkTruth(server: self).implications(of: resolution)
      + SizeTruth(server: self).implications(of: resolution) + UserFileTruth(server: self).implications(of: resolution)
      + LoadedState(of: self).implications(of: resolution)
  }

  private func candidate(_ id: AssignmentID) -> Explanation.Candidate {
    let assignment = graph[id]
    return Explanation.Candidate(
      assignment: id, span: assignment.origin.span, value: assignment.value, scope: assignment.scope,
      includeChain: graph.includeChain(of: id))
  }

  private func loser(_ beaten: Resolution.Beaten, in context: Context) -> Explanation.Loser {
    let loser = candidate(beaten.assignment)
    let winner = beaten.by.map(candidate)
    return Explanation.Loser(
      candidate: loser, reason: beaten.reason, by: winner,
      explanation: LoserSentence(server: self, context: context, loser: loser, winner: winner, reason: beaten.reason)
        .text)
  }

  /// Files that could not be read may hold an assignment; scopes that depend on a missing fact may match.
  private func unknowns(of daemon: DaemonName, losers: [Explanation.Loser]) -> [String] {
    var sentences: [String] = []
    for loser in losers {
      if case .scopeUnknown(let fact) = loser.reason {
        sentences.append("\(fact) was not given; \(graph.description(of: loser.candidate.scope)) may match.")
      }
    }
    for diagnostic in configuration(of: daemon)?.diagnostics ?? [] where diagnostic.isAboutUnreadSettings {
      sentences.append(diagnostic.message)
    }
    return sentences
  }
}

extension Resolution {
  /// Of a name that the daemon does not know no assignment counts.
  fileprivate var withoutWinner: Resolution {
    let all = [winner].compactMap { $0 } + beaten.map(\.assignment)
    return Resolution(
      setting: setting, context: context, winner: nil, beaten: all.map { Beaten($0, .unknownName, by: nil) }, value: nil
    )
  }
}
