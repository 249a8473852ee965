internal import Postfix
internal import ServerTree
internal import SettingsGraph
package import SourceText

/// The edits that would change the value in effect: first what takes the effect away, then the most direct.
struct NextEdits {
  let server: MailServer
  let setting: SettingID
  let winner: Explanation.Candidate?
  let losers: [Explanation.Loser]
  let unread: [UnreadMention]
  let implications: [Implication]

  var edits: [Explanation.NextEdit] {
    var edits = remedies { $0.standsInTheWay }
    if let winner, let span = winner.span {
      edits += remedies { !$0.standsInTheWay }
      // Where a remedy says what to do to this very line, the plain advice would contradict or repeat it.
      if !edits.contains(where: { $0.span == span }) { edits.append(changeOfWinner(winner, span)) }
      edits += movedIncludes(below: span) + believed
    } else {
      edits += believed + remedies { !$0.standsInTheWay }
      if edits.isEmpty { edits += additions }
    }
    var seen: [Explanation.NextEdit] = []
    for edit in edits where !seen.contains(edit) { seen.append(edit) }
    return seen
  }

  private func remedies(of isMeant: (Implication) -> Bool) -> [Explanation.NextEdit] {
    implications.filter(isMeant).compactMap(\.remedy).map(Explanation.NextEdit.init)
  }

  private func changeOfWinner(_ winner: Explanation.Candidate, _ span: SourceSpan) -> Explanation.NextEdit {
    if let include = winner.includeOfPackageFile(on: server) {
      return Explanation.NextEdit(
        at: include,
        "Write `\(server.graph.name(of: setting)) = …` on a line below this include: the file of the assignment that counts belongs to a package."
      )
    }
    let others = losers.filter { $0.candidate.span != nil && $0.reason == .laterInSameScope }
    let tail =
      switch others.count {
      case 0: ""
      case 1: " Then remove the line that loses, so that nobody edits it again."
      default: " Then remove the lines that lose, so that nobody edits them again."
      }
    return Explanation.NextEdit(at: span, "Change the value here: this is the assignment that counts.\(tail)")
  }

  /// A loser that is read earlier through an include in the winner's own file would win if the include stood below.
  private func movedIncludes(below winner: SourceSpan) -> [Explanation.NextEdit] {
    var edits: [Explanation.NextEdit] = []
    for loser in losers where loser.reason == .laterInSameScope {
      let directive = loser.candidate.includeChain.last { $0.file == winner.file && $0.lower < winner.lower }
      guard let directive, !edits.contains(where: { $0.span == directive }) else { continue }
      let include = server.files.bytes(of: directive).trimmingSpace().text
      edits.append(
        Explanation.NextEdit(
          at: directive,
          "Or move `\(include)` below line \(server.files.line(of: winner)): then \(place(of: loser)) is read last and wins, and so does every other setting of the included files."
        ))
    }
    return edits
  }

  private func place(of loser: Explanation.Loser) -> String {
    loser.candidate.span.map(server.files.place) ?? "the other assignment"
  }

  /// Lines that somebody may believe in effect; of those that are comments only the last, and only where nothing is
  /// written.
  private var believed: [Explanation.NextEdit] {
    let isWritten = winner?.span != nil
    let comments = unread.filter { $0.reason == .commentedOut || $0.reason == .serviceDisabled }
    let others = unread.filter { !comments.contains($0) }
    return (others + (isWritten || !others.isEmpty ? [] : comments.suffix(1))).compactMap { mention in
      mention.remedy.map { Explanation.NextEdit(at: $0.span ?? mention.span, $0.sentence) }
    }
  }

  private var mainFile: String {
    server.graph[setting].daemon == .postfix
      ? server.request.postfixDirectory.appending("main.cf".utf8).description : server.request.dovecotFile.description
  }

  /// Nothing is written: where a line would have to stand.
  private var additions: [Explanation.NextEdit] {
    if case .unknown = server.configuration(of: server.graph[setting].daemon)?.lookUp(
      server.graph.name(of: setting), in: server.graph)
    {
      return []
    }
    return [
      Explanation.NextEdit(
        at: nil,
        "Nothing assigns it, so the built-in default counts; write `\(server.graph.name(of: setting)) = …` in \(mainFile)."
      )
    ]
  }
}

extension Explanation.Candidate {
  /// The include in the user's own file through which a package's file is read (`/usr/share/dovecot/protocols.d`): what
  /// is to win over it stands below, and not in a file that the next upgrade replaces.
  package func includeOfPackageFile(on server: MailServer) -> SourceSpan? {
    guard let span, scope == .global, server.files.path(of: span.file).hasPrefix("/usr/") else { return nil }
    return includeChain.first
  }
}
