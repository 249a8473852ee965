internal import SettingsGraph
internal import SourceText

/// `smtpd_banner = $myhostname waits $smtpd_timeout`: a default that `postconf -x` shows and the program does not have.
///
/// A program loads the parameters of all programs first, then its own, in the order of their types. A reference to one
/// that is not set and not loaded yet, or of another program, expands to nothing (smtpd 3.7.11, run). What is set in
/// main.cf is there for everybody, whatever it belongs to.
struct RunTimeReferences {
  private let configuration: PostfixConfiguration
  private var catalogue: ParameterCatalogue { configuration.catalogue }
  /// The programs that some service runs.
  private let running: Set<String>

  init(_ configuration: PostfixConfiguration) {
    self.configuration = configuration
    running = Set(configuration.services.filter(\.isEnabled).map(\.command))
  }

  var problems: [Diagnostic] { mainProblems + optionProblems }

  private var mainProblems: [Diagnostic] {
    guard let main = configuration.main else { return [] }
    return main.lastEntries.flatMap { number -> [Diagnostic] in
      guard configuration.values.isBuiltIn(entry: number) else { return [] }
      let entry = main.entries[number]
      let value = main.value(of: entry)
      guard value.contains(ASCII.dollar), let parameter = catalogue[main.name(of: entry)] else { return [] }
      let programs = parameter.isOfAllPrograms ? parameter.programs : parameter.programs.filter(running.contains)
      return problems(parameter, value, in: programs, options: [:], configuration.mainSpan(entry.value))
    }
  }

  /// The program of a service is known; an option that it does not read is none of its parameters.
  private var optionProblems: [Diagnostic] {
    (configuration.master?.entries ?? []).flatMap { entry -> [Diagnostic] in
      let options = PostfixConfiguration.options(of: entry)
      return entry.options.flatMap { option -> [Diagnostic] in
        let value = option.valueBytes[...]
        guard value.contains(ASCII.dollar), let parameter = catalogue[option.nameBytes] else { return [] }
        let programs = parameter.isOfAllPrograms ? parameter.programs : [entry.command.text]
        guard programs.allSatisfy(parameter.programs.contains) else { return [] }
        return problems(parameter, value, in: programs, options: options, configuration.masterSpan(option.value))
      }
    }
  }

  private func problems(
    _ parameter: Parameter, _ value: ArraySlice<UInt8>, in programs: [String],
    options: [ArraySlice<UInt8>: ArraySlice<UInt8>], _ span: SourceSpan?
  ) -> [Diagnostic] {
    guard parameter.type != .raw, let span else { return [] }
    var seen: Set<ArraySlice<UInt8>> = []
    return MacroReferences(in: value, dialect: configuration.values.dialect).names.compactMap { name in
      guard seen.insert(name).inserted, !configuration.values.explicit.contains(name), options[name] == nil,
        let mentioned = catalogue[name], hasDefault(mentioned)
      else { return nil }
      let without = programs.filter { !mentioned.isLoaded(before: parameter, in: $0) }
      guard !without.isEmpty else { return nil }
      let reader = without == ["*"] ? "each program" : without.joined(separator: ", ")
      return Diagnostic(
        .warning, code: "postfix.empty-at-run-time",
        "$\(name.text) is empty when \(reader) starts, although postconf -x shows its default.",
        at: .span(span), nextStep: "Set \(name.text) in main.cf, or write the value itself.")
    }
  }

  private func hasDefault(_ parameter: Parameter) -> Bool {
    guard parameter.type != .legacy, parameter.type != .computed, !parameter.isReadOnly else { return false }
    return configuration.values.expandedValue(of: parameter.name.text)?.isEmpty == false
  }
}

extension Parameter {
  /// Whether every program loads it.
  var isOfAllPrograms: Bool { programs == ["*"] }

  /// Whether a program has loaded this parameter when it loads `other`. Of two strings that all programs have, which
  /// comes first is a matter of single parameters: then it counts as loaded.
  func isLoaded(before other: Parameter, in program: String) -> Bool {
    switch (isOfAllPrograms, other.isOfAllPrograms) {
    case (true, false): true
    case (true, true): loadingOrder <= other.loadingOrder
    case (false, true): false
    case (false, false): programs.contains(program) && loadingOrder <= other.loadingOrder
    }
  }

  private var loadingOrder: Int {
    switch type {
    // All programs have their strings first; the tables of one program begin with the numbers.
    case .computedInteger: isOfAllPrograms ? 4 : 0
    case .integer: isOfAllPrograms ? 4 : 1
    case .long: isOfAllPrograms ? 4 : 2
    case .string, .computed, .legacy: 3
    case .raw: 4
    case .boolean: 5
    case .computedBoolean: 6
    case .time: 7
    }
  }
}
