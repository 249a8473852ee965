package import SourceText

/// What a value does to another setting, or another setting to it: `with ssl = required, … = no would be moot`.
package struct Implication: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// True as things stand, and no reason why the setting would have no effect.
    case consequence
    /// The asked-for setting itself has no effect as things stand.
    case moot
    /// What the files say now has no effect yet: the running daemon has not read it.
    case pending
    /// No file says whether it has; the sentence names the missing fact.
    case unknown
  }

  package let sentence: String
  /// Where the cause stands, if in a file.
  package let span: SourceSpan?
  package let kind: Kind
  /// What would end it.
  package let remedy: Remedy?

  package init(_ sentence: String, span: SourceSpan?, kind: Kind, remedy: Remedy? = nil) {
    self.sentence = sentence
    self.span = span
    self.kind = kind
    self.remedy = remedy
  }

  package init(_ sentence: String, span: SourceSpan?, makesMoot: Bool = false, remedy: Remedy? = nil) {
    self.init(sentence, span: span, kind: makesMoot ? .moot : .consequence, remedy: remedy)
  }

  package var makesMoot: Bool { kind == .moot }

  /// Whether a value does not do, for now or at all, what it says.
  package var standsInTheWay: Bool { kind == .moot || kind == .pending }
}

/// `Write ssl = yes here.`: what to do about a cause, for a person, and for a machine where one can do it.
package struct Remedy: Sendable, Equatable {
  package enum Action: Sendable, Equatable {
    /// A person has to decide.
    case none
    /// Gives another setting of the same daemon a value, in the context of the question where it is decided now.
    case set(String, value: String)
    /// The same in the very context of the question, also where a wider one decides now: an `-o` of the service.
    case setInContext(String, value: String)
    /// The same for every context: in main.cf, or outside all blocks.
    case setEverywhere(String, value: String)
    /// Replaces bytes of a file that was read.
    case replace(SourceSpan, with: [UInt8])
    /// A command, for the system itself.
    case run(String)
  }

  /// One sentence in the imperative; a command stands at its end.
  package let sentence: String
  /// Where to do it.
  package let span: SourceSpan?
  package let action: Action

  package init(_ sentence: String, at span: SourceSpan?, _ action: Action = .none) {
    self.sentence = sentence
    self.span = span
    self.action = action
  }

  /// `Write ssl = yes here.`
  package static func set(_ setting: String, to value: String, at span: SourceSpan?) -> Remedy {
    Remedy(
      span == nil ? "Write `\(setting) = \(value)`." : "Write `\(setting) = \(value)` here.", at: span,
      .set(setting, value: value))
  }

  /// `Run postmap hash:/etc/postfix/virtual.`
  package static func run(_ command: String) -> Remedy { Remedy("Run `\(command)`.", at: nil, .run(command)) }
}
