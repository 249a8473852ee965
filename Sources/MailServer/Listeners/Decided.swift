/// `TLS is required, because ssl = required`: a fact, the settings that decide it, and what is missing to know it.
package struct Decided<Fact: Sendable>: Sendable {
  /// Nil where the files do not tell; `missing` says what would.
  package let fact: Fact?
  /// The settings in effect that decide the fact, the strongest first; defaults among them.
  package let by: [EffectiveValue]
  /// The fact that is not in the files, as a noun: `the Dovecot configuration`.
  package let missing: String?

  package init(_ fact: Fact, by values: [EffectiveValue?]) {
    self.fact = fact
    by = values.compactMap { $0 }
    missing = nil
  }

  package static func unknown(_ missing: String, by values: [EffectiveValue?] = []) -> Decided {
    Decided(fact: nil, by: values.compactMap { $0 }, missing: missing)
  }

  private init(fact: Fact?, by: [EffectiveValue], missing: String?) {
    self.fact = fact
    self.by = by
    self.missing = missing
  }

  package func map<Other: Sendable>(_ transform: (Fact) -> Other) -> Decided<Other> {
    Decided<Other>(fact: fact.map(transform), by: by, missing: missing)
  }
}

extension Decided where Fact: Equatable {
  /// Whether the fact is known to be so.
  package func `is`(_ expected: Fact) -> Bool { fact == expected }
}
