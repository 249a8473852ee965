package import SettingsGraph
package import SourceText

extension PostfixConfiguration {
  /// What other values make of this one, each rule with its sentence.
  package func implications(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> [Implication] {
    let question = ImplicationQuestion(self, resolution, graph, files)
    return (Self.rules + Self.furtherRules).flatMap { $0(question) }
  }

  package func mootCause(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> Implication? {
    let question = ImplicationQuestion(self, resolution, graph, files)
    for rules in [Self.rules, Self.mootRules] {
      for rule in rules {
        if let cause = rule(question).first(where: { $0.makesMoot && $0.remedy != nil }) { return cause }
      }
    }
    return nil
  }

  private static let rules: [@Sendable (ImplicationQuestion) -> [Implication]] = [
    networksStyle, oldTLSSwitches, heloWithoutRequirement, oldNames,
  ]

  /// `mynetworks_style` only computes `mynetworks` where that is not set.
  private static let networksStyle: @Sendable (ImplicationQuestion) -> [Implication] = { question in
    if question.name == "mynetworks_style", let span = question.explicitSpan(of: "mynetworks") {
      return [
        Implication(
          "With mynetworks set, mynetworks_style has no effect.", span: span, makesMoot: true,
          remedy: Remedy(
            "Remove mynetworks, or write the networks that you mean into it.", at: span, .replace(span, with: [])))
      ]
    }
    if question.name == "mynetworks", question.isExplicit, let span = question.explicitSpan(of: "mynetworks_style") {
      return [Implication("With mynetworks set, mynetworks_style has no effect.", span: span)]
    }
    return []
  }

  /// `X_use_tls` and `X_enforce_tls` are read only where `X_tls_security_level` is empty.
  private static let oldTLSSwitches: @Sendable (ImplicationQuestion) -> [Implication] = { question in
    for prefix in ["smtpd", "smtp", "lmtp"] {
      let level = "\(prefix)_tls_security_level"
      for old in ["\(prefix)_use_tls", "\(prefix)_enforce_tls"] {
        let sentence = "With \(level) set, \(old) has no effect."
        if question.name == old, let span = question.explicitSpan(of: level), !question.value(of: level).isEmpty {
          return [
            Implication(
              sentence, span: span, makesMoot: true, remedy: Remedy("Write the level that you mean here.", at: span))
          ]
        }
        if question.name == level, question.isExplicit, let span = question.explicitSpan(of: old) {
          return [Implication(sentence, span: span)]
        }
      }
    }
    return []
  }

  /// `virtual_maps` is nothing but the default of virtual_alias_maps.
  private static let oldNames: @Sendable (ImplicationQuestion) -> [Implication] = { question in
    guard question.isExplicit, question.configuration.catalogue[Array(question.name.utf8)]?.type == .legacy,
      let new = question.configuration.catalogue.all.first(where: {
        $0.defaultText.elementsEqual("$\(question.name)".utf8)
      })
    else { return [] }
    let name = new.name.text
    let span = question.explicitSpan(of: name)
    let sentence = "\(question.name) is the old name of \(name), and no more than its default"
    return [
      Implication(
        span == nil ? "\(sentence)." : "\(sentence): \(name) is set\(question.place(span)), and counts.", span: span,
        makesMoot: span != nil, remedy: Remedy("Write \(name) instead.", at: question.winnerSpan))
    ]
  }

  /// The whole HELO list is skipped for a client that sends no HELO.
  private static let heloWithoutRequirement: @Sendable (ImplicationQuestion) -> [Implication] = { question in
    guard question.name == "smtpd_helo_restrictions", !question.isYes("smtpd_helo_required") else { return [] }
    return [
      Implication(
        "Without smtpd_helo_required = yes, a client that sends no HELO skips smtpd_helo_restrictions.",
        span: question.explicitSpan(of: "smtpd_helo_required"))
    ]
  }
}

/// The parameter that was asked about, and a way to ask for others in the same context.
struct ImplicationQuestion {
  let name: String
  let resolution: Resolution
  let configuration: PostfixConfiguration
  let graph: SettingsGraph
  let files: SourceFiles

  /// Whether the value in effect is written somewhere.
  var isExplicit: Bool { resolution.winner.map { graph[$0].origin.span != nil } ?? false }

  init(
    _ configuration: PostfixConfiguration, _ resolution: Resolution, _ graph: SettingsGraph, _ files: SourceFiles
  ) {
    name = graph.name(of: resolution.setting)
    self.resolution = resolution
    self.configuration = configuration
    self.graph = graph
    self.files = files
  }

  var isRestrictionList: Bool { configuration.catalogue[name.utf8.map(\.self)]?.kind == .restrictions }

  /// ` for submission/inet`, where the question is about a service.
  var serviceText: String { resolution.context.service.map { " for \($0)" } ?? "" }

  /// Where the winning assignment of another parameter stands.
  func explicitSpan(of other: String) -> SourceSpan? {
    graph.find(.postfix, Array(other.utf8)).flatMap { setting in
      let winner = configuration.precedence.outcome(of: setting, in: resolution.context, of: graph).winner
      return winner.flatMap { graph[$0].origin.span }
    }
  }

  /// The expanded value of a parameter in the context of the question.
  func value(of other: String) -> String {
    let scope = configuration.scope(of: resolution.context)
    guard let text = scope.value(of: Array(other.utf8)[...]) else { return "" }
    return (try? MacroExpander.expand(text, in: scope, dialect: configuration.values.dialect))?.text ?? ""
  }

  func isYes(_ other: String) -> Bool { value(of: other).lowercased() == "yes" }
}
