internal import SettingsGraph
internal import SourceText

/// `smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destinatoin`: a word that smtpd does not know, or
/// cannot use without what is missing behind it.
///
/// It answers 451 4.3.5 to every client that gets as far as the word, and mail waits (3.7.11, 3.10.13).
struct UnknownWords {
  private let question: ImplicationQuestion

  init(_ question: ImplicationQuestion) { self.question = question }

  private static let maximum = 20
  private static let current = RestrictionTable.known.all.filter { $0.removedIn == nil }.map(\.name)

  var implications: [Implication] {
    guard question.isRestrictionList, question.isExplicit else { return [] }
    let text = Array(question.value(of: question.name).utf8)[...]
    let list = RestrictionList(text, classes: question.configuration.values.restrictionClasses)
    return list.elements.lazy.compactMap(implication).prefix(Self.maximum).map { $0 }
  }

  private func implication(_ element: RestrictionElement) -> Implication? {
    guard !element.name.hasPrefix("$"), let fault = element.fault(in: question.configuration.version.version),
      fault.consequence != .passedOver
    else { return nil }
    let effect =
      fault.consequence == .programEnds
      ? "smtpd does not start."
      : "smtpd answers 451 to every client that gets as far as this word, and mail waits."
    guard case .unknown = element.kind else {
      return Implication(
        "\(element.name) cannot be used, since \(fault.explanation): \(effect)", span: question.winnerSpan,
        remedy: Remedy(fault.nextStep, at: question.winnerSpan))
    }
    return unknown(element)
  }

  private func unknown(_ element: RestrictionElement) -> Implication {
    let near = EditDistance.nearest(to: element.name.lowercased(), in: Self.current)
    return Implication(
      "smtpd does not know \(element.name): it answers 451 to every client that gets as far as this word, and mail waits.",
      span: question.winnerSpan,
      remedy: Remedy(
        near.map { "Write \($0) in place of \(element.name)." } ?? "Correct \(element.name), or take it out.",
        at: question.winnerSpan, near.flatMap { action(element, $0) } ?? .none))
  }

  /// The value with the right word, where the wrong one stands in it as it is.
  private func action(_ element: RestrictionElement, _ near: String) -> Remedy.Action? {
    let written = Array(question.written(question.name).utf8)[...]
    let list = RestrictionList(written, classes: question.configuration.values.restrictionClasses)
    guard let found = list.elements.first(where: { $0.name == element.name })
    else { return nil }
    let range = found.nameRange
    return .set(
      question.name, value: (written[..<range.lowerBound] + Array(near.utf8) + written[range.upperBound...]).text)
  }
}
