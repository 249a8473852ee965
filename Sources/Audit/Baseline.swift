internal import MailServer
internal import SourceText

/// `DT0501⇥/etc/postfix/main.cf⇥smtpd_tls_auth_only⇥port 587`: findings that are known, one a line.
///
/// A finding is known by its code, the file and the subject of its cause, and where clients meet it; lines may move.
package struct Baseline: Sendable {
  private let known: Set<String>

  /// - Throws: `Malformed` with the first line that is no finding.
  package init(_ bytes: [UInt8]) throws(Malformed) {
    var known: Set<String> = []
    for (index, line) in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).enumerated() {
      let text = line.trimmingSpace()
      if text.isEmpty || text.first == ASCII.hash { continue }
      guard line.split(separator: ASCII.tab, omittingEmptySubsequences: false).count == 4 else {
        throw Malformed(line: index + 1)
      }
      known.insert(line.text)
    }
    self.known = known
  }

  package struct Malformed: Error, Equatable {
    package let line: Int
  }

  /// A finding that meets a listener more than before is new.
  func knows(_ finding: Finding, on server: AuditedServer) -> Bool {
    Self.lines(of: finding, on: server).allSatisfy(known.contains)
  }

  /// The file for the findings as they are.
  package static func file(for result: AuditResult, on server: AuditedServer) -> [UInt8] {
    let known = Set(result.findings.flatMap { lines(of: $0, on: server) }).sorted()
    let header = "# Known findings of dovetrail audit; remove a line, and the finding is told again.\n"
    return Array((header + known.map { $0 + "\n" }.joined()).utf8)
  }

  /// One line for each listener, or one for the server as a whole.
  package static func lines(of finding: Finding, on server: AuditedServer) -> [String] {
    let cause = finding.places.first
    let path = cause.flatMap { $0.span.map { server.server.files.path(of: $0.file) } ?? $0.path } ?? "-"
    let subject = cause?.subject ?? "-"
    let listeners = finding.listeners.isEmpty ? ["-"] : finding.listeners
    return listeners.map { listener in
      [finding.code, path, subject, listener].map(clean).joined(separator: "\t")
    }
  }

  private static func clean(_ text: String) -> String {
    String(text.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
  }
}
