package import MailServer
internal import SourceText

/// `key = value  # /etc/postfix/access:3`, one line a key.
package enum QueryText {
  package static func write(_ query: TableQuery, to output: inout TextOutput) {
    for answer in query.answers {
      switch answer.result {
      case .found:
        output.raw(Array(TextOutput.printable("\(answer.key) = \((answer.value ?? []).text)").utf8))
        output.line(answer.place.map { "  # \($0.path):\($0.line)" } ?? "", .dim)
      case .none: output.line("# \(TextOutput.printable(answer.key)): not in the table", .dim)
      case .failed, .unknown:
        let reason = answer.reason ?? answer.result.rawValue
        output.line("# \(TextOutput.printable("\(answer.key): \(answer.result.rawValue): \(reason)"))", .dim)
      }
    }
  }
}
