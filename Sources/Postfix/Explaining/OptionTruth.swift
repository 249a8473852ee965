internal import SettingsGraph
internal import SourceText

/// `-o smtpd_tls_security_level = encrypt`: an option that the blanks round its `=` tear apart.
///
/// The program ends with `invalid "-o …" option value`, and `postconf -P` says nothing (3.7.11, 3.10.13, 3.11.7).
struct OptionTruth {
  private let question: ImplicationQuestion

  init(_ question: ImplicationQuestion) { self.question = question }

  var implications: [Implication] {
    guard let master = question.configuration.master, let file = question.configuration.masterFile else { return [] }
    return master.entries.filter { isMeant($0.name) }.flatMap { entry in
      let words = entry.arguments.fields
      return words.indices.dropFirst().compactMap { index in
        implication(entry, words[(index - 1)...], file)
      }
    }
  }

  private func isMeant(_ service: String) -> Bool {
    question.resolution.context.service.map { service == $0 || service.hasPrefix("\($0)/") } ?? true
  }

  /// - Parameter words: from the `-o` on.
  private func implication(
    _ entry: MasterCfEntry, _ words: ArraySlice<Range<Int>>, _ file: FileID
  ) -> Implication? {
    let text = words.prefix(4).map { entry.folded.text[$0].text }
    guard text.count > 2, text[0] == "-o" else { return nil }
    let name = question.name
    let count: Int
    switch (text[1], text[2]) {
    case (name, "="): count = text.count
    case (name, let rest) where rest.hasPrefix("="): count = 3
    case ("\(name)=", let rest) where !rest.hasPrefix("-") && !rest.hasPrefix("{"): count = 3
    default: return nil
    }
    let written = words.prefix(count)
    guard let first = written.dropFirst().first, let last = written.last else { return nil }
    let span = SourceSpan(file: file, entry.folded.source(of: first.lowerBound..<last.upperBound))
    let whole = text[1..<count].joined()
    return Implication(
      "\(entry.name) has `-o \(text[1..<count].joined(separator: " "))`\(question.place(span)), and its program ends there: an option has no blanks round the =.",
      span: span,
      remedy: Remedy("Write `-o \(whole)` here.", at: span, .replace(span, with: Array(whole.utf8))))
  }
}
