package import SettingsGraph
package import SourceText

extension DovecotConfiguration {
  /// `#ssl = yes`, an assignment in `10-ssl.conf.bak`, or the lost half of a continued line.
  ///
  /// A mention counts where the name before `=` is the setting's own; the block round it is not looked at.
  package func unreadMentions(
    of path: String, in graph: SettingsGraph, files: SourceFiles
  ) -> [UnreadMention] {
    let names = namesInFiles(of: path)
    var mentions: [UnreadMention] = []
    for document in documents {
      let bytes = files[document.file].bytes
      for line in document.lines where line.role == .comment {
        guard let comment = line.comment else { continue }
        let text = comment.drop { bytes[$0] == ASCII.hash }
        mention(text, bytes, document, names, .commentedOut, &mentions)
      }
    }
    for span in lost.map(\.span) {
      let document = documents.last { $0.file == span.file }
      guard let document else { continue }
      mention(span.range[...], files[span.file].bytes, document, names, .lostByCommentInContinuation, &mentions)
    }
    return mentions + mentionsInNeighbours(names, files)
  }

  private func mentionsInNeighbours(_ names: [[UInt8]], _ files: SourceFiles) -> [UnreadMention] {
    var mentions: [UnreadMention] = []
    let rules = LexicalRules(version.version)
    for file in neighbours {
      let bytes = files[file].bytes
      let document = Document(reading: bytes, as: file, rules: rules)
      for line in document.lines where line.role == .complete || line.role == .continued {
        mention(line.content[...], bytes, document, names, .notIncluded, &mentions)
      }
    }
    return mentions
  }

  private func mention(
    _ text: some Collection<Int>, _ bytes: [UInt8], _ document: Document, _ names: [[UInt8]], _ reason: Reason,
    _ mentions: inout [UnreadMention]
  ) {
    guard let first = text.first(where: { !document.rules.isSpace(bytes[$0]) }) else { return }
    let end = text.reduce(first) { max($0, $1) } + 1
    guard let name = names.first(where: { bytes[first..<end].starts(with: $0) }) else { return }
    var index = first + name.count
    while index < end, document.rules.isSpace(bytes[index]) { index += 1 }
    guard index < end, bytes[index] == ASCII.equals else { return }
    index += 1
    while index < end, document.rules.isSpace(bytes[index]) { index += 1 }
    var upper = end
    while upper > index, document.rules.isSpace(bytes[upper - 1]) { upper -= 1 }
    mentions.append(
      UnreadMention(
        span: SourceSpan(file: document.file, first..<upper), value: SourceSpan(file: document.file, index..<upper),
        reason: reason))
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
