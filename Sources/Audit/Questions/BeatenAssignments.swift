internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl = required` in dovecot.conf and `ssl = yes` in conf.d/10-ssl.conf: two written values for one setting in one
/// scope, of which the later counts.
struct BeatenAssignment: Sendable {
  let name: String
  let daemon: DaemonName
  let loser: AssignmentID
  let winner: AssignmentID
  let lost: SourceSpan
  let won: SourceSpan
}

extension BeatenAssignment {
  /// Each with another value than the winner's: to say the same twice does no harm.
  static func all(in rows: [EffectiveRow], of server: MailServer) -> [BeatenAssignment] {
    let graph = server.graph
    return rows.flatMap { row -> [BeatenAssignment] in
      guard row.resolution.contributors.isEmpty, let won = graph[row.winner].origin.span else { return [] }
      return row.resolution.beaten.compactMap { beaten in
        guard beaten.reason == .laterInSameScope, let lost = graph[beaten.assignment].origin.span,
          graph[beaten.assignment].scope == graph[row.winner].scope, lost != won,
          graph[row.winner].operation == .set, graph[beaten.assignment].operation == .set,
          server.differs(beaten.assignment, row.winner), !server.takesIn(row.name, row.winner)
        else { return nil }
        return BeatenAssignment(
          name: row.name, daemon: row.daemon, loser: beaten.assignment, winner: row.winner, lost: lost, won: won)
      }
    }
  }
}

extension MailServer {
  fileprivate func differs(_ a: AssignmentID, _ b: AssignmentID) -> Bool {
    let (one, other) = (graph[a].value, graph[b].value)
    return !one.revealed(in: files).split(whereSeparator: ASCII.isSpace)
      .elementsEqual(other.revealed(in: files).split(whereSeparator: ASCII.isSpace))
  }

  /// `protocols = $protocols imap` adds to what was there.
  fileprivate func takesIn(_ name: String, _ winner: AssignmentID) -> Bool {
    let last = name.split(separator: "/").last ?? ""
    let written = graph[winner].valueSpan.map { files.bytes(of: $0).text } ?? ""
    return written.contains("$\(last)") || written.contains("$SET:\(last)")
  }
}
