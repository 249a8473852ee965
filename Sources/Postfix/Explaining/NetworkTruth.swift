internal import SettingsGraph
internal import SourceText

/// `mynetworks = …` and a list without `permit_mynetworks`: nothing but that word reads the parameter for clients.
struct NetworkTruth {
  private let question: ImplicationQuestion

  init(_ question: ImplicationQuestion) { self.question = question }

  /// A right that a parameter gives, and the word that grants it in a list.
  private static let grants = [
    "mynetworks": "permit_mynetworks", "smtpd_sasl_auth_enable": "permit_sasl_authenticated",
  ]

  private static let lists = [
    "smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_relay_restrictions",
    "smtpd_recipient_restrictions",
  ]

  var implications: [Implication] {
    guard question.resolution.context.service == nil else { return ofOneService }
    return word.map { word in services.flatMap { ofOwnLists(word, of: $0) } } ?? []
  }

  /// What the lists of the service make of it that the question is about.
  var ofOneService: [Implication] {
    guard question.resolution.context.service != nil else { return [] }
    return word.map { ofLists($0, in: question) } ?? []
  }

  /// The word that grants what the parameter gives, where it gives something.
  private var word: String? {
    question.name == "smtpd_sasl_auth_enable" && !question.isYes(question.name) ? nil : Self.grants[question.name]
  }

  private var services: [String] {
    question.configuration.services.filter { $0.isEnabled && $0.command == "smtpd" }.map(\.name)
  }

  // MARK: - One service

  /// The lists of the service that refuse clients and do not name the word.
  private func ofLists(_ word: String, in question: ImplicationQuestion) -> [Implication] {
    Self.lists.compactMap { list in
      guard let span = question.explicitSpan(of: list), refuses(list, without: word, in: question) else { return nil }
      return Implication(
        "\(list)\(question.place(span)) does not name \(word), so \(question.name) permits nobody there.", span: span,
        makesMoot: question.name == "mynetworks", remedy: adding(word, to: list, in: question))
    }
  }

  // MARK: - No service in the question

  /// Services with a list of their own in master.cf.
  private func ofOwnLists(_ word: String, of service: String) -> [Implication] {
    var context = question.resolution.context
    context.service = service
    let resolution = question.configuration.precedence.outcome(
      of: question.resolution.setting, in: context, of: question.graph)
    let inService = ImplicationQuestion(question.configuration, resolution, question.graph, question.files)
    return Self.lists.compactMap { list in
      guard let span = inService.explicitSpan(of: list), span.file == question.configuration.masterFile,
        refuses(list, without: word, in: inService)
      else { return nil }
      return Implication(
        "The service \(service) has a \(list) of its own\(question.place(span)) that does not name \(word): \(question.name) permits nobody there.",
        span: span)
    }
  }

  private func refuses(_ list: String, without word: String, in question: ImplicationQuestion) -> Bool {
    let names = question.names(of: list)
    return !names.contains(word)
      && names.contains { ["reject", "defer"].contains($0) || $0.hasPrefix("reject_") || $0.hasPrefix("defer_") }
  }

  private func adding(_ word: String, to list: String, in question: ImplicationQuestion) -> Remedy {
    let span = question.explicitSpan(of: list)
    let separator = question.value(of: list).contains(" ") ? ", " : ","
    let value = "\(word)\(separator)\(question.written(list))"
    return Remedy("Write \(word) at the start of the list here.", at: span, .set(list, value: value))
  }
}

extension ImplicationQuestion {
  /// The names of the elements of a restriction list, in lower case.
  func names(of list: String) -> [String] {
    let text = Array(value(of: list).utf8)[...]
    return RestrictionList(text, classes: configuration.values.restrictionClasses).elements.map { $0.name.lowercased() }
  }

  /// The value of another parameter as it is written, where it is.
  func written(_ other: String) -> String {
    guard let setting = graph.find(.postfix, Array(other.utf8)) else { return "" }
    let winner = configuration.precedence.outcome(of: setting, in: resolution.context, of: graph).winner
    return winner.map { graph[$0].value.revealed(in: files).text } ?? ""
  }
}
