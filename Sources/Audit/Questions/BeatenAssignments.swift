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

extension AuditedServer {
  /// Each with another value than the winner's: to say the same twice does no harm.
  var beatenAssignments: [BeatenAssignment] {
    let graph = server.graph
    return server.effectiveRows(in: nil).flatMap { row -> [BeatenAssignment] in
      guard row.resolution.contributors.isEmpty, let won = graph[row.winner].origin.span else { return [] }
      return row.resolution.beaten.compactMap { beaten in
        guard beaten.reason == .laterInSameScope, let lost = graph[beaten.assignment].origin.span,
          graph[beaten.assignment].scope == graph[row.winner].scope, lost != won,
          graph[row.winner].operation == .set, graph[beaten.assignment].operation == .set,
          differs(beaten.assignment, row.winner), !takesIn(row.name, row.winner)
        else { return nil }
        return BeatenAssignment(
          name: row.name, daemon: row.daemon, loser: beaten.assignment, winner: row.winner, lost: lost, won: won)
      }
    }
  }

  private func differs(_ a: AssignmentID, _ b: AssignmentID) -> Bool {
    let (one, other) = (server.graph[a].value, server.graph[b].value)
    let files = server.files
    return !one.revealed(in: files).split(whereSeparator: ASCII.isSpace)
      .elementsEqual(other.revealed(in: files).split(whereSeparator: ASCII.isSpace))
  }

  /// `protocols = $protocols imap` adds to what was there.
  private func takesIn(_ name: String, _ winner: AssignmentID) -> Bool {
    let last = name.split(separator: "/").last ?? ""
    let span = server.graph[winner].valueSpan
    let written = span.map { server.files.bytes(of: $0).text } ?? ""
    return written.contains("$\(last)") || written.contains("$SET:\(last)")
  }
}
