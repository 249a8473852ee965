import Postfix
import SourceText

/// `-hx mydestination`: a command line of postconf, as far as the writers answer it.
struct PostconfCommand {
  /// The letters of the options.
  let letters: Set<Character>
  let names: [String]
  let overrides: [String]

  init(_ words: [String]) {
    var letters: Set<Character> = []
    var names: [String] = []
    var overrides: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "-o" {
        overrides += rest.popFirst().map { [$0] } ?? []
      } else if word.hasPrefix("-") {
        letters.formUnion(word.dropFirst())
      } else {
        names.append(word)
      }
    }
    (self.letters, self.names, self.overrides) = (letters, names, overrides)
  }

  var isForServices: Bool { letters.contains("M") || letters.contains("P") }

  /// What the writers print, and every warning; or the refusal.
  func answer(_ configuration: PostfixConfiguration) -> Answer {
    let output = PostconfOutput(configuration)
    let warnings = PostconfWarnings(configuration).all(forServices: isForServices)
    do throws(PostconfOutput.Refusal) {
      let expanding = letters.contains("x")
      if letters.contains("M") { return Answer(try output.services(), warnings) }
      if letters.contains("P") { return Answer(try output.serviceOptions(expanding: expanding), warnings) }
      if letters.contains("n") { return Answer(try output.parameters(.changed, expanding: expanding), warnings) }
      guard !names.isEmpty else { return Answer(try output.parameters(.all, expanding: expanding), warnings) }
      let named = try output.parameters(named: names, expanding: expanding, hidingNames: letters.contains("h"))
      return Answer(named.output, warnings.union(named.unknown.map { "\($0): unknown parameter" }))
    } catch {
      return Answer(
        [], warnings.union([error.warning].compactMap(\.self)), refusal: error.message,
        otherRefusals: output.evaluationFaults)
    }
  }

  struct Answer: Equatable {
    let output: [UInt8]
    let warnings: Set<String>
    let refusal: String?
    /// Where there are several reasons to refuse, which one comes first changes from run to run.
    let otherRefusals: [String]
    /// Whether a signal ended the program.
    let hasCrashed: Bool

    init(
      _ output: [UInt8], _ warnings: Set<String>, refusal: String? = nil, otherRefusals: [String] = [],
      hasCrashed: Bool = false
    ) {
      (self.output, self.warnings, self.refusal) = (output, warnings, refusal)
      (self.otherRefusals, self.hasCrashed) = (otherRefusals, hasCrashed)
    }

    /// What the real program wrote, taken apart.
    init(output: [UInt8], errors: some Sequence<Substring>, status: Int = 0) {
      let warnings = errors.filter { $0.hasPrefix("postconf: warning: ") }.map { String($0.dropFirst(19)) }
      let refusal = errors.first { $0.hasPrefix("postconf: fatal: ") }.map { String($0.dropFirst(17)) }
      self.init(refusal == nil ? output : [], Set(warnings), refusal: refusal, hasCrashed: status > 128)
    }

    /// Nil where `real` says the same.
    ///
    /// The exceptions: where postconf refuses a value, which wrong value it meets first changes from run to run, and so
    /// do the warnings before it; where it refuses a line, it has said no more than we have.
    func difference(from real: Answer) -> String? {
      if isMacroRefusal, real.isMacroRefusal { return nil }
      // A comparison that mentions itself makes the program crash.
      if isMacroRefusal, real.hasCrashed { return nil }
      if let refusal = real.refusal, otherRefusals.contains(refusal) { return nil }
      if refusal != real.refusal { return "refusal: ours \(refusal ?? "none"), postconf \(real.refusal ?? "none")" }
      if output != real.output { return Self.firstDifference(output, real.output) }
      let missing = real.warnings.subtracting(warnings)
      let superfluous = refusal == nil ? warnings.subtracting(real.warnings) : []
      guard !missing.isEmpty || !superfluous.isEmpty else { return nil }
      return "warnings: missing \(missing.sorted().prefix(3)), superfluous \(superfluous.sorted().prefix(3))"
    }

    private var isMacroRefusal: Bool { refusal?.hasSuffix("macro processing error") == true }

    private static func firstDifference(_ ours: [UInt8], _ theirs: [UInt8]) -> String {
      let a = ours.split(separator: 10, omittingEmptySubsequences: false)
      let b = theirs.split(separator: 10, omittingEmptySubsequences: false)
      let place = zip(a, b).first { $0 != $1 }
      return "output: ours \(place?.0.text ?? "(\(a.count) lines)"), postconf \(place?.1.text ?? "(\(b.count) lines)")"
    }
  }
}
