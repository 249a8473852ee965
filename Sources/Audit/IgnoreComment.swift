internal import MailServer
internal import Postfix
internal import SettingsGraph
package import SourceText

/// `# dovetrail:ignore DT0501 only reachable inside the VPN`: silences findings of one code at the next setting.
package struct IgnoreComment: Sendable {
  package let code: String
  /// Empty where none is given, which is told.
  package let reason: String
  package let span: SourceSpan
  /// Where the next setting, section or service of the file begins; nil where none follows.
  package let target: SourceSpan?

  /// - Parameter files: those that have a word for Dovetrail at all.
  static func all(in files: [FileID], of server: MailServer, _ listeners: Listeners) -> [IgnoreComment] {
    let mark = Array("dovetrail:ignore".utf8)
    var targets: [FileID: [SourceSpan]]?
    var comments: [IgnoreComment] = []
    for file in files {
      let bytes = server.files[file].bytes
      for range in lines(of: bytes) where contains(mark, bytes[range]) {
        guard let parts = parts(of: bytes[range], mark) else { continue }
        let known = targets ?? self.targets(in: server, listeners)
        targets = known
        comments.append(
          IgnoreComment(
            code: parts.code, reason: parts.reason, span: SourceSpan(file: file, range),
            target: known[file]?.first { Int($0.lower) >= range.upperBound }))
      }
    }
    return comments
  }

  private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: ASCII.lineFeed) ?? bytes.count
      ranges.append(start..<end)
      start = end + 1
    }
    return ranges
  }

  private static func contains(_ mark: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == ASCII.hash || line.first.map(ASCII.isBlank) == true else { return false }
    let text = line.drop { ASCII.isBlank($0) || $0 == ASCII.hash }
    return text.starts(with: mark)
  }

  private static func parts(of line: ArraySlice<UInt8>, _ mark: [UInt8]) -> (code: String, reason: String)? {
    guard line.trimmingSpace().first == ASCII.hash else { return nil }
    let rest = line.drop { ASCII.isBlank($0) || $0 == ASCII.hash }.dropFirst(mark.count)
    let words = rest.split(separator: ASCII.space, maxSplits: 1, omittingEmptySubsequences: true)
    return (words.first?.text ?? "", words.count > 1 ? words[1].trimmingSpace().text : "")
  }

  /// Every span that a finding may name, file by file in order.
  private static func targets(in server: MailServer, _ listeners: Listeners) -> [FileID: [SourceSpan]] {
    var spans: [FileID: [SourceSpan]] = [:]
    for assignment in server.graph.assignments {
      if let span = assignment.origin.span { spans[span.file, default: []].append(span) }
    }
    for service in server.postfix?.services ?? [] where service.isEnabled {
      spans[service.span.file, default: []].append(service.span)
    }
    for listener in listeners.all {
      if let span = listener.span { spans[span.file, default: []].append(span) }
    }
    return spans.mapValues { $0.sorted { $0.lower < $1.lower } }
  }

  func silences(_ place: Finding.Place, of code: String) -> Bool {
    guard let target, self.code.uppercased() == code, let span = place.span else { return false }
    return span.file == target.file && span.lower == target.lower
  }
}
