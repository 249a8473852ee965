internal import SettingsGraph
internal import SourceText

/// `ssl_key_password = abc#def` is `abc`: what the writing of the winning line does to its value.
struct WrittenValueTruth {
  private let truth: DerivedTruth
  private let resolution: Resolution

  init(_ truth: DerivedTruth, _ resolution: Resolution) {
    self.truth = truth
    self.resolution = resolution
  }

  private var files: SourceFiles { truth.question.files }

  var implications: [Implication] {
    guard let winner = resolution.winner, truth.question.graph[winner].origin.span != nil else { return [] }
    guard let value = truth.question.graph[winner].valueSpan else { return obsoleteName(winner) }
    return cutAtHash(value) + keptQuotes(value) + unexpandedName(value) + earlierValue(winner, value)
      + obsoleteName(winner)
  }

  /// A `#` without a blank before it starts a comment all the same; the daemon warns and goes on.
  private func cutAtHash(_ value: SourceSpan) -> [Implication] {
    guard let document = truth.configuration.allDocuments.last(where: { $0.file == value.file }),
      let line = document.lines.first(where: { $0.range.contains(max(Int(value.upper) - 1, 0)) }),
      let hash = line.ambiguousHash, hash >= Int(value.upper)
    else { return [] }
    let bytes = files[value.file].bytes
    let whole = bytes[Int(value.lower)..<(line.comment?.upperBound ?? line.range.upperBound)].trimmingSpace()
    let span = SourceSpan(file: value.file, whole.startIndex..<whole.endIndex)
    let remedy =
      whole.contains(ASCII.doubleQuote) || whole.contains(ASCII.backslash)
      ? Remedy("Put the value in quotes.", at: value)
      : Remedy(
        "Put the value in quotes.", at: value,
        .replace(span, with: [ASCII.doubleQuote] + whole + [ASCII.doubleQuote]))
    return [
      Implication(
        "The value ends at the #, which starts a comment: what stands behind it is not read.", span: value,
        remedy: remedy)
    ]
  }

  /// `"a" b`, `"a`: quotes count only where they enclose the whole value.
  private func keptQuotes(_ value: SourceSpan) -> [Implication] {
    let written = files.bytes(of: value)
    guard let first = written.first, let last = written.last else { return [] }
    func isQuote(_ byte: UInt8) -> Bool { byte == ASCII.doubleQuote || byte == ASCII.apostrophe }
    let isEnclosed = written.count > 1 && first == last
    guard isQuote(first) && !isEnclosed || isQuote(last) && !isEnclosed else { return [] }
    return [
      Implication(
        "The quotes do not enclose the whole value, so they are a part of it.", span: value,
        remedy: Remedy("Put the whole value in one pair of quotes, or in none.", at: value))
    ]
  }

  /// 2.4 knows `$SET:name` and `$ENV:NAME` alone: a `$mail_plugins` of 2.3 is an element of that name.
  private func unexpandedName(_ value: SourceSpan) -> [Implication] {
    guard truth.configuration.is2_4 else { return [] }
    let words = files.bytes(of: value).split { ASCII.isBlank($0) || $0 == ASCII.comma }
    guard let name = words.first(where: { $0.first == ASCII.dollar && !$0.contains(ASCII.colon) }) else { return [] }
    let rest = words.filter { $0.first != ASCII.dollar }.map { "\($0.text) = yes" }.joined(separator: ", ")
    return [
      Implication(
        "Dovecot 2.4 does not expand \(name.text): it is taken as a word like any other.", span: value,
        remedy: Remedy(
          "Write a block instead, which adds to the list: `\(truth.question.graph.name(of: resolution.setting)) { \(rest) }`.",
          at: value))
    ]
  }
}

extension WrittenValueTruth {
  /// `mail_plugins = $mail_plugins x` above the line that sets the rest: the name stands for what was set so far (2.3).
  private func earlierValue(_ winner: AssignmentID, _ value: SourceSpan) -> [Implication] {
    let graph = truth.question.graph
    let own = "$" + graph.name(of: resolution.setting)
    guard !truth.configuration.is2_4,
      files.bytes(of: value).split(separator: ASCII.space).contains(where: { $0.elementsEqual(own.utf8) }),
      let later = graph.assignments(of: resolution.setting).last(where: { id in
        id > winner && graph[id].scope == .global && graph[winner].scope != .global && graph[id].origin.span != nil
      }), let span = graph[later].origin.span
    else { return [] }
    return [
      Implication(
        "\(own) stands for what was set above this line: \(files.place(of: span)) comes later and is no part of it.",
        span: span,
        remedy: Remedy("Move the block below that line, or name all plugins here.", at: graph[winner].origin.span))
    ]
  }
}

extension WrittenValueTruth {
  /// `ssl_protocols = !SSLv3`, which 2.3 reads as ssl_min_protocol.
  private func obsoleteName(_ winner: AssignmentID) -> [Implication] {
    guard let span = truth.question.graph[winner].origin.span,
      let old = truth.configuration.diagnostics.first(where: {
        $0.code == "dovecot.obsolete-name" && $0.place == .span(span)
      })
    else { return [] }
    let name = truth.question.graph.name(of: resolution.setting)
    return [
      Implication(
        "\(old.message) Dovecot \(truth.configuration.version.version) reads the line as \(name).", span: span,
        remedy: Remedy("Write \(name) instead, with a value of its own.", at: span))
    ]
  }
}

extension DovecotConfiguration {
  var allDocuments: [Document] { documents + externalDocuments }
}
