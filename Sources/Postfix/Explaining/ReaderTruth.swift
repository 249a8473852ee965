internal import SettingsGraph
internal import SourceText

/// `-o transport_maps=` on smtpd, `-o turtle_destination_rate_delay=1s` on the transport turtle: the program of the
/// service does not read the parameter, and `postconf -P` shows it all the same.
struct ReaderTruth {
  private let question: ImplicationQuestion

  init(_ question: ImplicationQuestion) { self.question = question }

  var implications: [Implication] { ofOptions(question.graph.assignments(of: question.resolution.setting)) }

  var ofWinner: [Implication] { ofOptions(question.winner.map { [$0] } ?? []) }

  private func ofOptions(_ ids: [AssignmentID]) -> [Implication] {
    let graph = question.graph
    let options = ids.filter { if case .serviceOption = graph[$0].origin { true } else { false } }
    if options.isEmpty { return [] }
    // Which programs read it is the same for every service with one program.
    var known: [String: [String]?] = [:]
    return options.compactMap { id in
      guard case .serviceOption(let span, _) = graph[id].origin,
        let service = graph[graph[id].scope].condition?.name,
        let command = question.configuration.command(of: service)
      else { return nil }
      let answer =
        known[command] ?? question.configuration.readers(of: Array(question.name.utf8)[...], besides: command)
      known[command] = .some(answer)
      guard let readers = answer else { return nil }
      let value = graph[id].value.shown(in: question.files)
      let names = readers.joined(separator: ", ")
      let verb = readers.count == 1 ? "does, and takes" : "do, and take"
      return Implication(
        "\(command) does not read \(question.name), so the option of \(service)\(question.place(span)) does nothing; \(names) \(verb) it from main.cf.",
        span: span, makesMoot: id == question.winner,
        remedy: Remedy(
          "Write `\(question.name) = \(value)` in main.cf, and remove the option here.", at: span,
          graph[id].value.isSecret ? .none : .setEverywhere(question.name, value: value)))
    }
  }
}
