internal import SettingsGraph
internal import SourceText

/// `smtpd_recipient_restrictions = permit_tls_clientcerts, …`: an OK ends its own list only, and the other one still
/// decides who may relay.
///
/// Both lists are asked for every recipient (3.5 to 3.11); which is asked first makes no difference to that.
struct ListTruth {
  private let question: ImplicationQuestion

  init(_ question: ImplicationQuestion) { self.question = question }

  private static let relay = "smtpd_relay_restrictions"
  private static let recipient = "smtpd_recipient_restrictions"
  private static let refusals: Set<String> = ["reject_unauth_destination", "defer_unauth_destination", "reject", "defer"]

  var implications: [Implication] { permittedHereAlone + unreachable }

  /// A word that permits in one of the lists and is missing in the other, which refuses.
  private var permittedHereAlone: [Implication] {
    guard [Self.relay, Self.recipient].contains(question.name), question.isExplicit else { return [] }
    let other = question.name == Self.relay ? Self.recipient : Self.relay
    let others = question.names(of: other)
    guard others.contains(where: Self.refusals.contains) else { return [] }
    let own = question.names(of: question.name)
    let permits = own.filter { $0.hasPrefix("permit_") && !others.contains($0) && $0 != "permit_auth_destination" }
    guard let word = permits.first else { return [] }
    let span = question.explicitSpan(of: other)
    return [
      Implication(
        "\(other)\(question.place(span)) is asked too and does not name \(word): whom this list permits, that list may still refuse.",
        span: span,
        remedy: Remedy(
          "Write \(word) at the start of \(other).", at: span,
          .set(other, value: "\(word), \(written(other, others))")))
    ]
  }

  private func written(_ list: String, _ names: [String]) -> String {
    let text = question.written(list)
    return text.contains("$") || text.isEmpty ? names.joined(separator: ", ") : text
  }

  /// What stands behind `permit`, `reject` or `defer` is never asked.
  private var unreachable: [Implication] {
    guard question.isRestrictionList, question.isExplicit else { return [] }
    let names = question.names(of: question.name)
    guard let end = names.firstIndex(where: { ["permit", "reject", "defer"].contains($0) }), end + 1 < names.count,
      end == 0 || names[end - 1] != "warn_if_reject"
    else { return [] }
    return [
      Implication(
        "What stands behind \(names[end]) is never asked: \(names[(end + 1)...].joined(separator: ", ")).",
        span: question.winnerSpan, remedy: Remedy("Move \(names[end]) to the end of the list.", at: question.winnerSpan))
    ]
  }
}
