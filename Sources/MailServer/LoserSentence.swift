internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `10-ssl.conf is read before …`: why one candidate lost, in the words of this very case, as one or two sentences.
struct LoserSentence {
  let server: MailServer
  let context: Context
  let loser: Explanation.Candidate
  let winner: Explanation.Candidate?
  let reason: Reason

  var text: String {
    switch reason {
    case .laterInSameScope: inReadingOrder
    case .moreSpecificScope where loser.scope == .global: globalAgainstFilter
    case .moreSpecificScope: "\(scope)\(by) is more specific."
    case .openedLater: "\(scope)\(by) was opened later; how specific a block is does not count."
    case .scopeDoesNotMatch: ofAnotherScope
    case .scopeUnknown(let fact):
      "It counts in \(server.graph.description(of: loser.scope)) alone, whatever stands outside; give \(fact) to ask about that."
    case .readByAnotherProcess: "The program of \(scopeName(loser.scope)) does not read this parameter."
    case .unknownName: "The name is not known, and the line does nothing."
    case .serviceOption:
      "The -o option of \(winner.map { scopeName($0.scope) } ?? "the service")\(by) replaces it there."
    case .builtInDefault: reason.explanation
    default: reason.explanation.withoutDot + by + "."
    }
  }

  /// ` (/etc/dovecot/dovecot.conf:97)`
  private var by: String { winner?.span.map { " (\(server.files.place(of: $0)))" } ?? "" }

  private func scopeName(_ scope: ScopeID) -> String {
    let name = server.graph.conditions(of: scope).map(\.name).joined(separator: " ")
    return name.isEmpty ? "the service" : name
  }

  // MARK: - Reading order

  private var inReadingOrder: String {
    let place = winner?.span.map(server.files.place) ?? "Another assignment"
    let sentence = "\(place) is read later, and the last assignment counts."
    return readByOneInclude.map { "\(sentence) \($0)" } ?? sentence
  }

  /// `99-x-ssl.conf` stands before `99-x.conf`: one include reads names in the order of their bytes.
  private var readByOneInclude: String? {
    guard let winner, let own = loser.span?.file, let other = winner.span?.file, own != other,
      let include = loser.includeChain.last, include == winner.includeChain.last
    else { return nil }
    let (first, second) = (name(own), name(other))
    guard let place = zip(first, second).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
      return nil
    }
    let bytes = (character(first[first.startIndex + place]), character(second[second.startIndex + place]))
    return
      "One include reads both files, in the order of the bytes of their names: \(first.text) comes before \(second.text), since \(bytes.0) stands before \(bytes.1)."
  }

  private func name(_ file: FileID) -> ArraySlice<UInt8> { TreePath(server.files.path(of: file)).lastComponent }

  private func character(_ byte: UInt8) -> String { byte > 0x20 && byte < 0x7F ? "`\([byte].text)`" : "byte \(byte)" }

  // MARK: - Scopes

  /// The winner's.
  private var scope: String { winner.map { server.graph.description(of: $0.scope) } ?? "The filter" }

  private var globalAgainstFilter: String {
    let isBelow =
      loser.span.flatMap { own in winner?.span.map { own.file == $0.file && own.lower > $0.lower } } ?? false
    return
      "\(scope)\(by) sets it for itself, and a global value never reaches into a filter\(isBelow ? ", although this line stands below it" : "")."
  }

  private var ofAnotherScope: String {
    let isOption = if case .serviceOption = server.graph[loser.assignment].origin { true } else { false }
    guard isOption else { return reason.explanation }
    let scope = scopeName(loser.scope)
    return context.service == nil
      ? "It counts for the service \(scope) alone, where it replaces the value."
      : "It counts for the service \(scope) alone."
  }
}

extension String {
  fileprivate var withoutDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
