internal import SettingsGraph
internal import SourceText

/// `mydestination = "a.example"`, `mynetworks = 127.0.0.0/8 # local`, `-o x=$mua_client_restrictions`: what the writing
/// of the winning line does to its value.
struct WrittenValueTruth {
  private let question: ImplicationQuestion
  private var configuration: PostfixConfiguration { question.configuration }

  init(_ question: ImplicationQuestion) { self.question = question }

  var implications: [Implication] {
    guard let winner = question.winner, let span = question.winnerSpan else { return [] }
    let value = question.graph[winner].value
    let bytes = value.revealed(in: question.files)
    return undefinedNames(bytes, span) + keptQuotes(bytes, value, span) + commentInValue(bytes, span)
      + linesOfAnother(span) + commentedElements(span) + lineWithoutBlank(span)
  }

  // MARK: - $names

  private func undefinedNames(_ value: ArraySlice<UInt8>, _ span: SourceSpan) -> [Implication] {
    guard configuration.catalogue[Array(question.name.utf8)]?.type != .raw else { return [] }
    let scope = configuration.scope(of: question.resolution.context)
    let names = MacroReferences(in: value, dialect: configuration.values.dialect).names
    let missing = names.filter { scope.value(of: $0) == nil && !isConditional($0, in: value) }
    let isEmpty = question.value(of: question.name).utf8.trimmingSpace().isEmpty
    return missing.map { name in
      let effect =
        isEmpty
        ? question.isRestrictionList ? ", and the list is empty: it restricts nobody" : ", and the value is empty" : ""
      return Implication(
        "$\(name.text) is set nowhere, so it stands for nothing\(effect).", span: span,
        remedy: Remedy("Write `\(name.text) = …` in main.cf, or write the value here.", at: span))
    }
  }

  /// `${name?…}` and `${name:…}` are written for the case that the name is not set.
  private func isConditional(_ name: ArraySlice<UInt8>, in value: ArraySlice<UInt8>) -> Bool {
    let opened = [ASCII.leftBrace] + name
    return value.indices.contains { start in
      let end = start + opened.count
      return value[start...].starts(with: opened) && end < value.endIndex
        && (value[end] == ASCII.question || value[end] == ASCII.colon)
    }
  }

  // MARK: - Quotes and comments

  /// Postfix has no quotes in main.cf; also not round a list, an element of one, or a file name.
  private func keptQuotes(_ bytes: ArraySlice<UInt8>, _ value: SettingValue, _ span: SourceSpan) -> [Implication] {
    let isList = [.matchList, .maps, .restrictions].contains(configuration.catalogue[Array(question.name.utf8)]?.kind)
    let parts = isList ? Tokens.split(bytes).filter { isQuoted(bytes[$0]) } : []
    guard isQuoted(bytes) || !parts.isEmpty, let written = question.winner.flatMap({ question.graph[$0].valueSpan })
    else { return [] }
    let removed =
      parts.isEmpty ? [bytes.startIndex, bytes.endIndex - 1] : parts.flatMap { [$0.lowerBound, $0.upperBound - 1] }
    let bare = bytes.indices.filter { !removed.contains($0) }.map { bytes[$0] }
    return [
      Implication(
        "Postfix knows no quotes here: they are a part of the value.", span: span,
        remedy: Remedy("Remove the quotes.", at: span, .replace(written, with: bare)))
    ]
  }

  private func isQuoted(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count > 1, let first = text.first, first == text.last else { return false }
    return first == ASCII.doubleQuote || first == ASCII.apostrophe
  }

  /// A `#` behind other text is data; a list of addresses and domains ends at it (3.5 to 3.11).
  private func commentInValue(_ bytes: ArraySlice<UInt8>, _ span: SourceSpan) -> [Implication] {
    guard let parameter = configuration.catalogue[Array(question.name.utf8)], parameter.type != .raw,
      let item = Tokens.split(bytes).first(where: { bytes[$0.lowerBound] == ASCII.hash })
    else { return [] }
    let effect =
      parameter.kind == .matchList
      ? "the list ends at it, and what stands behind it is ignored, on the lines below too"
      : "it is a part of the value"
    return [
      Implication(
        "A # behind other text starts no comment (`\(bytes[item].text)`): \(effect).", span: span,
        remedy: Remedy("Put the comment on a line of its own.", at: span))
    ]
  }

  // MARK: - Lines that were meant for another parameter

  /// `#mynetworks = a,⏎    b`: the first line is a comment, and the rest continues the value above it.
  private func linesOfAnother(_ span: SourceSpan) -> [Implication] {
    guard let main = configuration.main, span.file == configuration.mainFile else { return [] }
    let comments = main.lookalikes { configuration.values.isBuiltIn($0) }.filter {
      $0.cause == .commentedOut && span.range.contains($0.line.lowerBound)
    }
    return comments.compactMap { comment in
      let next = main.lines.physicalIndex(at: comment.line.lowerBound) + 1
      guard next < main.lines.physical.count, main.lines.physical[next].kind == .continuation else { return nil }
      let line = SourceSpan(file: span.file, main.lines.physical[next].content)
      let name = main.lines.bytes[comment.name].text
      return Implication(
        "The line\(question.place(line)) was meant for \(name), whose first line is a comment; it continues \(question.name) instead.",
        span: line,
        remedy: Remedy(
          "Comment that line out too.", at: line,
          .replace(SourceSpan(file: span.file, line.range.lowerBound..<line.range.lowerBound), with: [ASCII.hash])))
    }
  }

  /// `#   reject_unknown_client_hostname,` in the middle of a list: the value goes on below it, without the element.
  private func commentedElements(_ span: SourceSpan) -> [Implication] {
    guard question.isRestrictionList, let main = configuration.main, span.file == configuration.mainFile else {
      return []
    }
    let (first, last) = (
      main.lines.physicalIndex(at: span.range.lowerBound),
      main.lines.physicalIndex(at: max(span.range.upperBound - 1, 0))
    )
    return main.lines.physical[first...last].compactMap { line in
      let content = main.lines.bytes[line.content]
      guard line.kind == .ignored, let start = content.firstIndex(where: { !ASCII.isBlank($0) }),
        content[start] == ASCII.hash,
        let word = Tokens.split(content[(start + 1)...]).first.map({ content[(start + 1)...][$0].text }),
        Self.beginnings.contains(where: word.hasPrefix)
      else { return nil }
      let place = SourceSpan(file: span.file, line.content)
      return Implication(
        "\(word) is a comment inside the value\(question.place(place)), which goes on below it.", span: place,
        remedy: Remedy(
          "Remove the # in front of \(word), if it is to count.", at: place,
          .replace(SourceSpan(file: span.file, start..<start + 1), with: [ASCII.space])))
    }
  }

  private static let beginnings = ["permit_", "reject_", "defer_", "check_", "warn_if_"]

  /// A line of the list that does not begin with white space is no part of it, and Postfix refuses the file there.
  private func lineWithoutBlank(_ span: SourceSpan) -> [Implication] {
    guard let main = configuration.main, span.file == configuration.mainFile,
      let entry = main.entries.first(where: { $0.span == span.range }),
      let fault = main.faults.first(where: { $0.line == entry.line + 1 })
    else { return [] }
    let start = main.lines.range(of: main.lines.logical[fault.line]).lowerBound
    let line = SourceSpan(file: span.file, start..<start)
    return [
      Implication(
        "The line below\(question.place(line)) begins without white space, so it does not continue this value, and Postfix refuses the file there.",
        span: line,
        remedy: Remedy(
          "Indent that line, if it is a part of the value.", at: line,
          .replace(line, with: [ASCII.space, ASCII.space])))
    ]
  }
}
