internal import ServerTree
package import SettingsGraph
package import SourceText

extension DovecotConfiguration {
  /// `#ssl = yes`, an assignment in `10-ssl.conf.bak`, a line that a backslash above it swallows, the lost half of a
  /// continued line, the name of another version.
  ///
  /// A mention counts where the name before `=` is the setting's own; the block round it is not looked at.
  package func unreadMentions(
    of path: String, in graph: SettingsGraph, files: SourceFiles
  ) -> [UnreadMention] {
    let search = MentionSearch(names: namesInFiles(of: path), rules: LexicalRules(version.version), files: files)
    return documents.flatMap { commentedOut($0, search) } + lostMentions(search)
      + documents.flatMap { swallowed($0, search) } + swallowedAcrossFiles(search) + misnamed(path, search)
      + neighbours.flatMap { notIncluded($0, search) } + UserdbTruth(derivedTruth(graph, files), path).mentions
  }

  private func derivedTruth(_ graph: SettingsGraph, _ files: SourceFiles) -> DerivedTruth {
    DerivedTruth(
      configuration: self,
      question: Question(configuration: self, context: Context(), graph: graph, files: files))
  }

  // MARK: - Comments

  private func commentedOut(_ document: Document, _ search: MentionSearch) -> [UnreadMention] {
    document.lines.compactMap { line in
      guard line.role == .comment, let comment = line.comment else { return nil }
      let bytes = search.files[document.file].bytes
      let behind = bytes[comment].drop { $0 == ASCII.hash }
      guard let found = search.assignment(in: behind, of: document.file) else { return nil }
      let hash = SourceSpan(file: document.file, comment.lowerBound..<Int(found.span.lower))
      return UnreadMention(
        span: found.span, value: found.value, reason: .commentedOut, cause: hash,
        remedy: Remedy("Remove the # and write the value you want.", at: found.span, .replace(hash, with: [])))
    }
  }

  // MARK: - Continued lines

  /// A comment or an empty line throws away what a backslash has collected.
  private func lostMentions(_ search: MentionSearch) -> [UnreadMention] {
    lost.compactMap { lost in
      let bytes = search.files[lost.span.file].bytes
      guard let found = search.assignment(in: bytes[lost.span.range], of: lost.span.file),
        let document = documents.last(where: { $0.file == lost.span.file }),
        let first = document.lines.firstIndex(where: { $0.range.contains(Int(lost.span.lower)) }),
        let last = document.lines[first...].firstIndex(where: { $0.role == .comment || $0.role == .blank })
      else {
        return nil
      }
      let thief = document.lines[last]
      let cause = SourceSpan(file: lost.span.file, thief.range)
      let kind = thief.role == .comment ? "comment" : "empty line"
      let before = document.lines[first].range.lowerBound..<thief.range.lowerBound
      let stretch = SourceSpan(file: lost.span.file, before.lowerBound..<thief.range.upperBound)
      return UnreadMention(
        span: found.span, value: found.value, reason: .lostByCommentInContinuation,
        explanation:
          "The \(kind) at line \(search.files.line(of: cause)) ends the continued value, and Dovecot throws away what stood before it.",
        cause: cause,
        remedy: Remedy(
          "Move the \(kind) above the assignment.", at: cause,
          .replace(stretch, with: Array(bytes[thief.range] + bytes[before]))))
    }
  }

  /// A backslash at the end of the line above makes the assignment a part of that value.
  private func swallowed(_ document: Document, _ search: MentionSearch) -> [UnreadMention] {
    zip(document.lines, document.lines.dropFirst()).compactMap { above, line in
      guard above.role == .continued, line.role == .complete || line.role == .continued else { return nil }
      let bytes = search.files[document.file].bytes
      guard let found = search.assignment(in: bytes[line.content], of: document.file) else { return nil }
      let end = above.comment?.lowerBound ?? above.range.upperBound
      guard let backslash = bytes[above.content.upperBound..<end].firstIndex(of: ASCII.backslash) else { return nil }
      let cause = SourceSpan(file: document.file, backslash..<backslash + 1)
      return UnreadMention(
        span: found.span, value: found.value, reason: .swallowedByContinuation,
        explanation:
          "The backslash at the end of line \(search.files.line(of: cause)) makes this line a part of the value above.",
        cause: cause, remedy: Remedy("Remove that backslash.", at: cause, .replace(cause, with: [])))
    }
  }

  /// The file that is read before ends in a backslash.
  private func swallowedAcrossFiles(_ search: MentionSearch) -> [UnreadMention] {
    crossed.compactMap { crossed in
      let bytes = search.files[crossed.line.file].bytes
      guard let found = search.assignment(in: bytes[crossed.line.range], of: crossed.line.file) else { return nil }
      let cause = crossed.backslash
      return UnreadMention(
        span: found.span, value: found.value, reason: .swallowedByContinuation,
        explanation:
          "The backslash at the end of \(search.files.place(of: cause)), which is read just before, makes this line a part of the value there.",
        cause: cause, remedy: Remedy("Remove that backslash.", at: cause, .replace(cause, with: [])))
    }
  }

  // MARK: - Other files

  private func notIncluded(_ file: FileID, _ search: MentionSearch) -> [UnreadMention] {
    let bytes = search.files[file].bytes
    let found = Document(reading: bytes, as: file, rules: search.rules).lines.compactMap { line in
      line.role == .complete || line.role == .continued ? search.assignment(in: bytes[line.content], of: file) : nil
    }
    guard !found.isEmpty else { return [] }
    let unread = UnreadFile(TreePath(search.files.path(of: file)), self, search.files)
    return found.map { found in
      UnreadMention(
        span: found.span, value: found.value, reason: .notIncluded, explanation: unread.explanation,
        cause: unread.cause, remedy: unread.remedy)
    }
  }

  /// `service/x/inet_listener/y/port` is written `port`, in 2.4 also `inet_listener_port`.
  private func namesInFiles(of path: String) -> [[UInt8]] {
    let parts = path.utf8.split(separator: ASCII.slash)
    guard let last = parts.last.map(Array.init) else { return [] }
    guard is2_4, parts.count > 2 else { return [last] }
    let block = Array(parts[parts.count - 3]) + [ASCII.underscore]
    return last.starts(with: block) ? [last, Array(last.dropFirst(block.count))] : [last]
  }
}

/// Looks for `name = value` in text that the daemon does not take for an assignment.
struct MentionSearch {
  let names: [[UInt8]]
  let rules: LexicalRules
  let files: SourceFiles

  struct Found {
    let span: SourceSpan
    let value: SourceSpan
  }

  /// The assignment that a text is, where it begins with one of the names.
  func assignment(in text: ArraySlice<UInt8>, of file: FileID) -> Found? {
    let text = trimmed(text)
    guard let name = names.first(where: { text.starts(with: $0) }) else { return nil }
    let behind = text.dropFirst(name.count).drop(while: rules.isSpace)
    guard behind.first == ASCII.equals else { return nil }
    let value = trimmed(behind.dropFirst())
    return Found(
      span: SourceSpan(file: file, text.startIndex..<text.endIndex),
      value: SourceSpan(file: file, value.startIndex..<value.endIndex))
  }

  private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = text.drop(while: rules.isSpace)
    while let last = rest.last, rules.isSpace(last) { rest = rest.dropLast() }
    return rest
  }
}
