package import SettingsGraph
package import SourceText

extension DovecotConfiguration {
  /// What `ssl` does to the setting for passwords without encryption, and what it is done by.
  ///
  /// 2.3: with `ssl = required`, `disable_plaintext_auth = no` is accepted and has no effect (2.3.19.1, running server).
  /// 2.4: with `ssl = required`, `auth_allow_cleartext = yes` is refused (2.4.1, 2.4.5).
  package func implications(
    of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles
  ) -> [Implication] {
    let (name, derived) = derivedTruth(of: resolution, graph, files)
    let others = ofOtherSettings(name, resolution, derived)
    if name == "ssl" { return others }
    return others + WrittenValueTruth(derived, resolution).implications + UserdbTruth(derived, name).implications
  }

  package func mootCause(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> Implication? {
    let (name, derived) = derivedTruth(of: resolution, graph, files)
    // Neither what a userdb may give nor how the line is written makes a setting moot.
    return ofOtherSettings(name, resolution, derived).first { $0.makesMoot && $0.remedy != nil }
  }

  private func derivedTruth(
    of resolution: Resolution, _ graph: SettingsGraph, _ files: SourceFiles
  ) -> (name: String, truth: DerivedTruth) {
    let question = Question(configuration: self, context: resolution.context, graph: graph, files: files)
    return (graph.name(of: resolution.setting), DerivedTruth(configuration: self, question: question))
  }

  private func ofOtherSettings(
    _ name: String, _ resolution: Resolution, _ derived: DerivedTruth
  ) -> [Implication] {
    let other = is2_4 ? "auth_allow_cleartext" : "disable_plaintext_auth"
    if name == "ssl" { return derived.conflicts(resolution) + ofTLS(resolution, other, derived.question) }
    let cleartext = name == other ? CleartextTruth(derived.question, resolution).implications : []
    return cleartext + derived.implications(of: name, resolution)
  }

  /// Looks up other settings in the context of the one that was asked about.
  struct Question {
    let configuration: DovecotConfiguration
    let context: Context
    let graph: SettingsGraph
    let files: SourceFiles

    func value(of name: String) -> (text: String, span: SourceSpan?) {
      guard let setting = graph.find(.dovecot, name.utf8) else {
        return (configuration.defaultText(of: name), nil)
      }
      let resolution = configuration.precedence.outcome(of: setting, in: context, of: graph)
      guard let value = configuration.expandedValue(of: resolution, in: graph, files: files) else {
        return (configuration.defaultText(of: name), nil)
      }
      return (value.revealed(in: files).text, resolution.winner.flatMap { graph[$0].origin.span })
    }
  }

  func defaultText(of name: String) -> String {
    entry(at: name.utf8)?.defaultValue(knowsUnlimited: is2_4)?.normalForm.text ?? ""
  }

  private func ofTLS(_ resolution: Resolution, _ other: String, _ question: Question) -> [Implication] {
    let ssl = expandedValue(of: resolution, in: question.graph, files: question.files)?
      .revealed(in: question.files).text
    let (value, span) = question.value(of: other)
    let open = is2_4 ? "yes" : "no"
    if let closed = ofTLSInFilter(resolution, question) { return [closed] }
    if ssl == "required" {
      let what =
        is2_4
        ? "With ssl = required the daemon refuses \(other) = yes."
        : "With ssl = required, \(other) = no would be moot: a client must use TLS before it may log in."
      return [Implication(what, span: value == open ? span : nil)]
    }
    if value == open {
      return [Implication("\(other) = \(open) lets clients log in without TLS.", span: span)]
    }
    return [
      Implication(
        "Clients can log in without TLS only from the server's own address, because \(other) = \(value).", span: span)
    ]
  }

  /// `ssl` inside a filter is ignored where the global one is no; the daemon warns (2.3 and 2.4).
  private func ofTLSInFilter(_ resolution: Resolution, _ question: Question) -> Implication? {
    guard let winner = resolution.winner, question.graph[winner].scope != .global else { return nil }
    let everywhere = Question(
      configuration: self, context: Context(), graph: question.graph, files: question.files
    ).value(of: "ssl")
    guard everywhere.text == "no" else { return nil }
    return Implication(
      "ssl = no outside of all blocks switches TLS off, also where a block says otherwise.", span: everywhere.span,
      makesMoot: true, remedy: everywhere.span.map { Remedy("Write `ssl = yes` here.", at: $0) })
  }
}
