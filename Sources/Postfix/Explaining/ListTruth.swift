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
  private static let refusals: Set<String> = [
    "reject_unauth_destination", "defer_unauth_destination", "reject", "defer",
  ]

  private static let permissions = Set(
    RestrictionTable.known.all.filter { $0.removedIn == nil && $0.name.hasPrefix("permit_") }.map(\.name))

  var implications: [Implication] {
    UnknownWords(question).implications + permittedHereAlone + refusedHere + behindRefusal + unreachable + heloOfUsers
  }

  /// A word that permits in one of the lists and is missing in the other, which refuses.
  private var permittedHereAlone: [Implication] {
    guard [Self.relay, Self.recipient].contains(question.name), question.isExplicit else { return [] }
    let other = question.name == Self.relay ? Self.recipient : Self.relay
    let others = question.names(of: other)
    guard others.contains(where: Self.refusals.contains) else { return [] }
    let own = question.names(of: question.name)
    // A word that smtpd does not know permits nobody.
    let permits = own.filter {
      Self.permissions.contains($0) && !others.contains($0) && $0 != "permit_auth_destination"
    }
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

  /// `permit_sasl_authenticated,reject` refuses the clients of mynetworks too, and `permit_mynetworks,reject` those who
  /// have logged in.
  private var refusedHere: [Implication] {
    let names = question.names(of: question.name)
    guard question.isRestrictionList, question.isExplicit, names.last == "reject" else { return [] }
    let known = [
      ("permit_mynetworks", "the clients in mynetworks", question.explicitSpan(of: "mynetworks") != nil),
      ("permit_sasl_authenticated", "clients that have logged in", question.isYes("smtpd_sasl_auth_enable")),
    ]
    return known.compactMap { word, clients, isMeant in
      guard isMeant, !names.contains(word) else { return nil }
      return Implication(
        "The list ends in reject and does not name \(word), so \(clients) are refused here.", span: question.winnerSpan,
        remedy: Remedy("Write \(word) before reject, if they are to pass.", at: question.winnerSpan))
    }
  }

  /// `reject_unauth_destination, permit_mynetworks`: who wants to relay is refused before the word that permits it.
  private var behindRefusal: [Implication] {
    guard [Self.relay, Self.recipient].contains(question.name), question.isExplicit else { return [] }
    let names = question.names(of: question.name)
    guard
      let refusal = names.firstIndex(where: { ["reject_unauth_destination", "defer_unauth_destination"].contains($0) })
    else { return [] }
    let late = Self.permits.filter { names[refusal...].contains($0) && !names[..<refusal].contains($0) }
    guard !late.isEmpty else { return [] }
    let written = question.written(question.name)
    let order = late + names.filter { !late.contains($0) }
    // A word with an argument behind it is not moved by itself.
    let isPlain = written.split { $0.isWhitespace || $0 == "," }.map { $0.lowercased() } == names
    return [
      Implication(
        "\(names[refusal]) stands before \(late.joined(separator: " and ")): mail to other domains is refused before \(late.count == 1 ? "that is" : "those are") asked.",
        span: question.winnerSpan,
        remedy: Remedy(
          "Write \(late.joined(separator: ", ")) before \(names[refusal]).", at: question.winnerSpan,
          isPlain ? .set(question.name, value: order.joined(separator: ", ")) : .none))
    ]
  }

  private static let permits = ["permit_mynetworks", "permit_sasl_authenticated", "permit_tls_clientcerts"]

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
        span: question.winnerSpan, remedy: Remedy("Move \(names[end]) to the end of the list.", at: question.winnerSpan)
      )
    ]
  }

  /// `reject_non_fqdn_helo_hostname` in main.cf counts for the ports of users too, whose programs often say a bare name
  /// (504 5.5.2).
  private var heloOfUsers: [Implication] {
    guard question.name == "smtpd_helo_restrictions", question.isExplicit,
      let word = question.names(of: question.name).first(where: Self.strictHelo.contains),
      !question.names(of: question.name).prefix(while: { $0 != word }).contains("permit_sasl_authenticated")
    else { return [] }
    return services.map { service in
      Implication(
        "\(service) takes this list from main.cf: a mail program that says \(Self.wrongNames[word] ?? "a name that DNS does not know") is refused there by \(word), before its user has logged in.",
        span: question.winnerSpan,
        remedy: Remedy(
          "Write `-o smtpd_helo_restrictions=` for \(service) in master.cf, or permit_sasl_authenticated before \(word).",
          at: span(of: service)))
    }
  }

  private static let wrongNames = [
    "reject_non_fqdn_helo_hostname": "no full host name", "reject_non_fqdn_hostname": "no full host name",
    "reject_invalid_helo_hostname": "a name with a wrong character, such as _",
  ]

  private static let strictHelo: Set<String> = [
    "reject_non_fqdn_helo_hostname", "reject_non_fqdn_hostname", "reject_invalid_helo_hostname",
    "reject_unknown_helo_hostname", "reject_unknown_hostname",
  ]

  /// The services of users that take the list from main.cf: those on which AUTH is on by an option of their own.
  private var services: [String] {
    question.configuration.services.filter { service in
      service.isEnabled && service.command == "smtpd" && service.portNumber != 25
        && service.options.contains { $0.name == "smtpd_sasl_auth_enable" && $0.value.lowercased() == "yes" }
        && !service.options.contains { $0.name == question.name }
        && (question.resolution.context.service.map { service.name == $0 || service.service == $0 } ?? true)
    }.map(\.name)
  }

  private func span(of service: String) -> SourceSpan? {
    question.configuration.services.last { $0.name == service && $0.isEnabled }?.span
  }
}
