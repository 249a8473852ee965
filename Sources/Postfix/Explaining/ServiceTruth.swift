internal import SettingsGraph
internal import SourceText

/// `#submission inet …` above a live `  -o …`: whether there is the service, and whose option it is.
struct ServiceTruth {
  private let question: ImplicationQuestion
  private var configuration: PostfixConfiguration { question.configuration }

  init(_ question: ImplicationQuestion) { self.question = question }

  var implications: [Implication] { disabledService + strayOptions }

  // MARK: - The service that was asked about

  /// The question names a service that stands in a comment, or nowhere.
  private var disabledService: [Implication] {
    guard let name = question.resolution.context.service,
      configuration.postfixPrecedence.service(named: name) == nil
    else { return [] }
    guard let master = configuration.master, let file = configuration.masterFile else { return [] }
    let bytes = master.lines.bytes
    let commented = master.commented.first { $0.name(in: bytes) == name || bytes[$0.service].elementsEqual(name.utf8) }
    guard let commented else {
      return [
        Implication("master.cf has no service \(name): nothing runs with this value.", span: nil, makesMoot: true)
      ]
    }
    let span = SourceSpan(file: file, commented.line)
    return [
      Implication(
        "The service \(commented.name(in: bytes)) is commented out\(question.place(span)): nobody listens there.",
        span: span, makesMoot: true, remedy: enabling(commented, of: master, at: span))
    ]
  }

  private func enabling(_ commented: CommentedService, of master: MasterCf, at span: SourceSpan) -> Remedy {
    let sentence = "Remove the # in front of the service and of the options that you want."
    let isDefined: (ArraySlice<UInt8>) -> Bool = { configuration.values.value(of: $0) != nil }
    guard let edits = try? master.enabling(commented.name(in: master.lines.bytes), isDefined: isDefined),
      let edit = edits.united(over: master.lines.bytes)
    else { return Remedy(sentence, at: span) }
    return Remedy(
      sentence, at: span, .replace(SourceSpan(file: span.file, edit.range), with: edit.replacement))
  }

  // MARK: - Options below a commented service

  /// Candidates that stand below a commented service and so belong to the service above it.
  private var strayOptions: [Implication] {
    guard let master = configuration.master, let file = configuration.masterFile else { return [] }
    let candidates = question.graph.assignments(of: question.resolution.setting)
    return master.commented.compactMap { commented in
      guard
        let stray = candidates.first(where: { id in
          guard let span = question.graph[id].origin.span, span.file == file else { return false }
          return commented.strayOptions.contains { $0.overlaps(span.range) }
        }), let owner = question.graph[question.graph[stray].scope].condition?.name
      else { return nil }
      let line = SourceSpan(file: file, commented.line)
      let stray1 = question.graph[stray].origin.span
      return Implication(
        "\(commented.name(in: master.lines.bytes)) is commented out\(question.place(line)), so the option below it\(question.place(stray1)) belongs to \(owner).",
        span: stray1, remedy: commentingOut(commented, of: master, at: stray1))
    }
  }

  private func commentingOut(_ commented: CommentedService, of master: MasterCf, at span: SourceSpan?) -> Remedy {
    let sentence = "Comment the options out too, or remove the # in front of the service."
    let edits = commented.strayOptions.map { TextEdit.insertion([ASCII.hash], at: $0.lowerBound) }
    guard let span, let edit = edits.united(over: master.lines.bytes) else { return Remedy(sentence, at: span) }
    return Remedy(sentence, at: span, .replace(SourceSpan(file: span.file, edit.range), with: edit.replacement))
  }
}
