package import SettingsGraph
package import SourceText

/// A change of one file.
package struct FileEdit: Sendable, Equatable {
  package let file: FileID
  package let edit: TextEdit
}

/// Why a change cannot be made in the files.
package enum EditError: Error, Equatable, Sendable {
  /// A default, or a value that follows from others.
  case notInFile
  /// A line end or a NUL: no way of writing gives it.
  case unwritableValue

  package var nextStep: String {
    switch self {
    case .notInFile: "Write the setting into a file instead."
    case .unwritableValue: "Leave line ends out of the value."
    }
  }
}

extension DovecotConfiguration {
  /// Replaces the value of an assignment and nothing else: its quotes, the blanks round it and a comment behind it stay.
  package func edit(
    of id: AssignmentID, to value: [UInt8], in graph: SettingsGraph, files: SourceFiles
  ) throws(EditError) -> FileEdit {
    guard let span = graph[id].valueSpan, graph[id].origin.span != nil else { throw .notInFile }
    let old = files.bytes(of: span)
    let written = try text(of: value, inPlaceOf: old)
    // `key =value` stays as tight as it is; an empty value had no blank to keep.
    let needsBlank = span.isEmpty && span.lower > 0 && files[span.file].bytes[Int(span.lower) - 1] == ASCII.equals
    return FileEdit(
      file: span.file, edit: TextEdit(span.range, with: needsBlank ? [ASCII.space] + written : written))
  }

  /// Puts a `#` before every line of an assignment.
  package func commentingOut(
    _ id: AssignmentID, in graph: SettingsGraph, files: SourceFiles
  ) throws(EditError) -> [FileEdit] {
    guard let span = graph[id].origin.span, let document = documents.last(where: { $0.file == span.file }) else {
      throw .notInFile
    }
    return document.lines.filter { line in
      !line.content.isEmpty && line.content.lowerBound < Int(span.upper) && line.range.upperBound > Int(span.lower)
    }.map { line in
      FileEdit(file: span.file, edit: .insertion([ASCII.hash], at: line.content.lowerBound))
    }
  }

  /// Adds an assignment where it wins in its scope and a reader would look for it: behind a commented-out example of
  /// the setting in the file that is read last, else behind the assignment that wins now, else in the block it belongs
  /// to, else at the end of the main file.
  package func insertion(
    of path: String, value: [UInt8], scope: ScopeID = .global, in graph: SettingsGraph, files: SourceFiles
  ) throws(EditError) -> FileEdit {
    let parts = InsertedAssignment(path: path, scope: scope, configuration: self, graph: graph)
    let line = try line(assigning: value, to: parts)
    if let example = example(of: parts, graph, files) { return insert(line, after: example, files) }
    if let winner = winner(of: path, scope, graph), let span = graph[winner].origin.span {
      return insert(line, after: span, files)
    }
    if let place = lastPlace(of: parts) { return insert(line, before: place.closed, files) }
    return try append(parts.blockText(round: line), files)
  }

  /// Adds an assignment at the end of one file that is read, with the blocks that it belongs to.
  package func insertion(
    of path: String, value: [UInt8], scope: ScopeID, atEndOf file: FileID, in graph: SettingsGraph, files: SourceFiles
  ) throws(EditError) -> FileEdit {
    let parts = InsertedAssignment(path: path, scope: scope, configuration: self, graph: graph)
    let line = try line(assigning: value, to: parts)
    return append(parts.blockText(round: line), to: file, files)
  }

  func line(assigning value: [UInt8], to parts: InsertedAssignment) throws(EditError) -> [UInt8] {
    parts.name + Array(" = ".utf8) + (try text(of: value, inPlaceOf: nil))
  }

  private func text(of value: [UInt8], inPlaceOf old: ArraySlice<UInt8>?) throws(EditError) -> [UInt8] {
    do throws(ValueText.Impossible) {
      return try ValueText(rules: LexicalRules(version.version)).written(value, inPlaceOf: old)
    } catch {
      throw .unwritableValue
    }
  }

  // MARK: - Places

  private func winner(of path: String, _ scope: ScopeID, _ graph: SettingsGraph) -> AssignmentID? {
    guard let setting = graph.find(.dovecot, path.utf8) else { return nil }
    return graph.assignments(of: setting).last { graph[$0].scope == scope && facts(of: $0) != nil }
  }

  /// `#ssl = yes` in the right block, and read after every assignment that it must win over.
  private func example(
    of parts: InsertedAssignment, _ graph: SettingsGraph, _ files: SourceFiles
  ) -> SourceSpan? {
    let winner = winner(of: parts.path, parts.scope, graph).flatMap { graph[$0].origin.span }
    let mentions = unreadMentions(of: parts.path, in: graph, files: files).reversed()
    return mentions.first { mention in
      guard mention.reason == .commentedOut, isRead(mention.span.file), isInBlock(mention.span, parts) else {
        return false
      }
      return winner.map { $0.file == mention.span.file && $0.lower < mention.span.lower } ?? true
    }?.span
  }

  private func isRead(_ file: FileID) -> Bool { documents.contains { $0.file == file } }

  /// Whether the innermost block round a place is the one that the assignment belongs to.
  private func isInBlock(_ span: SourceSpan, _ parts: InsertedAssignment) -> Bool {
    let around = places.filter { $0.contains(span) }.max { $0.opened.lower < $1.opened.lower }
    guard let around else { return parts.scope == .global && parts.blockPath.isEmpty }
    return around.scope == parts.scope && around.path == parts.blockPath
  }

  private func lastPlace(of parts: InsertedAssignment) -> BlockPlace? {
    guard parts.scope != .global || !parts.blockPath.isEmpty else { return nil }
    return places.last { $0.scope == parts.scope && $0.path == parts.blockPath }
  }

  // MARK: - Lines

  /// A line of its own below the one that `span` ends in, indented alike.
  private func insert(_ line: [UInt8], after span: SourceSpan, _ files: SourceFiles) -> FileEdit {
    let file = files[span.file]
    let first = file.lines.range(ofLine: files.line(of: span))
    let last = file.lines.range(ofLine: file.lines.position(of: max(Int(span.lower), Int(span.upper) - 1)).line)
    let indent = file.bytes[first].prefix(while: ASCII.isBlank)
    let end = lineEnd(of: file.bytes, last)
    let text = end.isEmpty ? [ASCII.lineFeed] + indent + line : indent + line + end
    return FileEdit(file: span.file, edit: .insertion(Array(text), at: last.upperBound))
  }

  private func insert(_ line: [UInt8], before brace: SourceSpan, _ files: SourceFiles) -> FileEdit {
    let file = files[brace.file]
    let range = file.lines.range(ofLine: files.line(of: brace))
    let indent = file.bytes[range].prefix(while: ASCII.isBlank)
    let end = lineEnd(of: file.bytes, range)
    let text = indent + [ASCII.space, ASCII.space] + line + (end.isEmpty ? [ASCII.lineFeed][...] : end)
    return FileEdit(file: brace.file, edit: .insertion(Array(text), at: range.lowerBound))
  }

  private func append(_ text: [UInt8], _ files: SourceFiles) throws(EditError) -> FileEdit {
    guard let file = documents.first?.file else { throw .notInFile }
    return append(text, to: file, files)
  }

  private func append(_ text: [UInt8], to file: FileID, _ files: SourceFiles) -> FileEdit {
    let bytes = files[file].bytes
    let isEnded = bytes.isEmpty || bytes.last == ASCII.lineFeed
    return FileEdit(
      file: file, edit: .insertion((isEnded ? [] : [ASCII.lineFeed]) + text + [ASCII.lineFeed], at: bytes.count))
  }

  /// LF or CR LF, as the line has it; nothing where the file ends without.
  private func lineEnd(of bytes: [UInt8], _ line: Range<Int>) -> ArraySlice<UInt8> {
    guard line.upperBound > line.lowerBound, bytes[line.upperBound - 1] == ASCII.lineFeed else { return [] }
    let hasReturn = line.count > 1 && bytes[line.upperBound - 2] == ASCII.carriageReturn
    return bytes[(line.upperBound - (hasReturn ? 2 : 1))..<line.upperBound]
  }
}
