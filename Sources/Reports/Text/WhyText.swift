package import MailServer
package import Planning
internal import SettingsGraph
internal import SourceText

/// The answer to `why` for a person: the winner first, then who lost and why, then what to edit.
package enum WhyText {
  package static func write(
    _ explanation: Explanation, of server: MailServer, expected: ExpectedValue? = nil, to output: inout TextOutput
  ) {
    heading(explanation, server, to: &output)
    if let expected { write(expected, to: &output) }
    winner(explanation, server, to: &output)
    losers(explanation, server, to: &output)
    unread(explanation, server, to: &output)
    list("Without effect", explanation.implications.filter(\.makesMoot).map(\.sentence), to: &output)
    list("Not loaded yet", explanation.implications.filter { $0.kind == .pending }.map(\.sentence), to: &output)
    list("Consequences", explanation.implications.filter { !$0.standsInTheWay }.map(\.sentence), to: &output)
    // The steps to an expected value are what to do.
    if expected?.steps.isEmpty ?? true { next(explanation, server, to: &output) }
    list("Not known", explanation.unknown, to: &output)
  }

  private static func heading(_ explanation: Explanation, _ server: MailServer, to output: inout TextOutput) {
    let value = explanation.value.map { shown($0, server, output) } ?? "(no value)"
    output.line("\(explanation.name) = \(value)", .bold)
    if let expanded = explanation.expandedValue { output.line("  that is: \(shown(expanded, server, output))") }
    output.line("  \(explanation.daemon) \(explanation.version.explanation); \(explanation.context.description)", .dim)
  }

  private static func write(_ expected: ExpectedValue, to output: inout TextOutput) {
    output.line()
    if expected.holds, expected.steps.isEmpty {
      return output.line("It is \(expected.value.isEmpty ? "empty" : expected.value), as expected.", .green)
    }
    let value = expected.value.isEmpty ? "empty" : expected.value
    output.line(expected.isValue ? "It is \(value) in the files, and that has no effect." : "It is not \(value).", .red)
    for (number, step) in zip(1..., expected.steps) {
      output.paragraph("\(number). \(step.obstacle)", indent: 2)
      guard let edit = step.edit else { continue }
      if let place = step.place { output.line("     \(place.path):\(place.line)", .cyan) }
      output.paragraph(edit, indent: place(step) ? 7 : 5)
    }
    if let rest = expected.rest { output.paragraph(rest, indent: 2) }
    if expected.isReached {
      let steps = expected.steps.count == 1 ? "this step" : "these steps"
      output.paragraph("After \(steps) it holds: the files were read again as they would be.", indent: 2)
    }
  }

  private static func place(_ step: ExpectedValue.Step) -> Bool { step.place != nil }

  private static func winner(_ explanation: Explanation, _ server: MailServer, to output: inout TextOutput) {
    guard let winner = explanation.winner else { return }
    output.line()
    output.line("Wins", .bold)
    candidate(winner, server, mark: "+", .green, to: &output)
    for contributor in explanation.contributors {
      candidate(contributor, server, mark: "+", .green, to: &output)
      output.line("      has a part in the value")
    }
  }

  private static func losers(_ explanation: Explanation, _ server: MailServer, to output: inout TextOutput) {
    let written = explanation.losers.filter { $0.candidate.span != nil }
    defer { builtInDefault(explanation, server, to: &output) }
    guard !written.isEmpty else { return }
    output.line()
    output.line("Beaten", .bold)
    for loser in written {
      candidate(loser.candidate, server, mark: "-", .red, to: &output)
      output.paragraph(loser.explanation, indent: 6)
    }
  }

  /// The default beneath it all, in one line.
  private static func builtInDefault(_ explanation: Explanation, _ server: MailServer, to output: inout TextOutput) {
    guard explanation.winner?.span != nil, let last = explanation.losers.last(where: { $0.candidate.span == nil })
    else {
      return
    }
    let value = shown(last.candidate.value, server, output)
    output.line("  \(server.placeText(of: last.candidate.assignment)): \(value.isEmpty ? "empty" : value)", .dim)
  }

  private static func candidate(
    _ candidate: Explanation.Candidate, _ server: MailServer, mark: String, _ emphasis: TextStyle.Emphasis,
    to output: inout TextOutput
  ) {
    let scope = server.graph.description(of: candidate.scope)
    let text = shown(candidate.value, server, output)
      .split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
    let value = text.isEmpty ? "(empty)" : text
    let place = output.style.styled(server.placeText(of: candidate.assignment), emphasis)
    output.raw(Array("  \(mark) \(place)".utf8))
    output.line("  \(value)" + (scope.isEmpty ? "" : "   in \(scope)"))
    for directive in candidate.includeChain {
      let line = server.files.bytes(of: directive).trimmingSpace().text
      output.line("      read through `\(line)` at \(server.files.place(of: directive))", .dim)
    }
  }

  private static func unread(_ explanation: Explanation, _ server: MailServer, to output: inout TextOutput) {
    guard !explanation.unread.isEmpty else { return }
    output.line()
    output.line("Looks like it, but is not read", .bold)
    for mention in explanation.unread {
      let written = mention.value.map { server.files.bytes(of: $0).text } ?? ""
      let isHidden = explanation.isSecret && !output.style.showsSecrets
      output.line("  ~ \(server.files.place(of: mention.span))  \(isHidden ? SettingValue.placeholder : written)")
      output.paragraph(mention.explanation, indent: 6)
    }
  }

  private static func next(_ explanation: Explanation, _ server: MailServer, to output: inout TextOutput) {
    guard !explanation.next.isEmpty else { return }
    output.line()
    output.line("To change it", .bold)
    var last: String?
    for next in explanation.next {
      let place = next.span.map(server.files.place)
      if let place, place != last { output.line("  \(place)", .cyan) }
      last = place
      output.paragraph(next.edit, indent: next.span == nil ? 2 : 6)
    }
  }

  private static func list(_ title: String, _ sentences: [String], to output: inout TextOutput) {
    guard !sentences.isEmpty else { return }
    output.line()
    output.line(title, .bold)
    for sentence in sentences { output.paragraph(sentence, indent: 2) }
  }

  private static func shown(_ value: SettingValue, _ server: MailServer, _ output: TextOutput) -> String {
    value.shown(in: server.files, showingSecrets: output.style.showsSecrets)
  }
}
