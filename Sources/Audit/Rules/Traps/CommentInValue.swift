internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mynetworks = 127.0.0.0/8 # the server itself`
struct CommentInValue: Rule {
  let page = RulePage(
    code: "DT1206", title: "A # behind a value",
    problem: "A # stands behind other text on the line.",
    consequence:
      "Postfix knows no such comments: the words become part of the value, or end a list, lines below included. Dovecot cuts the value there, a password or greeting too.",
    fix: "Put the comment on a line of its own; in Dovecot put a value with # in quotes.", exceptions: "None.",
    sources: [
      "postconf: #comment after other text is not allowed", "run with Postfix 3.5 to 3.11, Dovecot 2.3 and 2.4",
    ])

  func findings(on server: AuditedServer) -> [Finding] {
    let codes: Set<String> = [
      "postfix.comment-after-text", "postfix.comment-ends-list", "dovecot.ambiguous-hash",
    ]
    var lines: Set<SourceSpan> = []
    return server.diagnosed(codes, .warning).filter { finding in
      guard let span = finding.places.first?.span else { return true }
      // postconf and the programs may both have a word about one line.
      return lines.insert(line(of: span, server)).inserted
    }
  }

  private func line(of span: SourceSpan, _ server: AuditedServer) -> SourceSpan {
    let file = server.server.files[span.file]
    return SourceSpan(file: span.file, file.lines.range(ofLine: server.server.files.line(of: span)))
  }
}
