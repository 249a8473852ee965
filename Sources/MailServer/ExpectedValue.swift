internal import SettingsGraph
internal import SourceText

/// The answer to `why NAME --expected VALUE`: whether the wish holds, and what stands in its way first.
package struct ExpectedValue: Sendable {
  package let value: String
  package let holds: Bool
  /// Nil where the wish holds.
  package let obstacle: String?

  package init(_ value: String, in explanation: Explanation, of server: MailServer) {
    self.value = value
    let files = server.files
    func isExpected(_ candidate: SettingValue) -> Bool { candidate.revealed(in: files).elementsEqual(value.utf8) }
    func place(_ span: SourceSpan?) -> String { span.map(files.place) ?? "the built-in default" }

    holds = [explanation.value, explanation.expandedValue].contains { $0.map(isExpected) ?? false }
    if holds {
      obstacle = nil
    } else if let loser = explanation.losers.first(where: { isExpected($0.candidate.value) }) {
      let by = loser.by.map { " \(place($0.span)) beats it." } ?? ""
      obstacle = "\(place(loser.candidate.span)) assigns it. \(loser.reason.explanation)\(by)"
    } else if let mention = explanation.unread.first(where: {
      $0.value.map { files.bytes(of: $0).elementsEqual(value.utf8) } ?? false
    }) {
      obstacle = "\(place(mention.span)) looks like it. \(mention.reason.explanation)"
    } else {
      obstacle = "Nothing in the tree assigns \(value)."
    }
  }
}
