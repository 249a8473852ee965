internal import MailServer
internal import SourceText

/// `# dovetrail:ignore DT0501` and nothing behind it
struct IgnoreWithoutReason: Rule {
  let page = RulePage(
    code: "DT0001", title: "A finding is silenced without a reason",
    problem: "A comment dovetrail:ignore has no reason, an unknown code, or no setting below it.",
    consequence: "Nobody knows later whether the finding may be silent, or the comment does nothing at all.",
    fix: "Write # dovetrail:ignore CODE reason on a line of its own above the setting.", exceptions: "None.",
    sources: ["dovetrail audit --help"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.ignoreComments.compactMap { comment in
      let problem: String? =
        if RuleRegistry.rule(comment.code) == nil {
          "The comment names no rule: \(comment.code.isEmpty ? "no code" : comment.code)."
        } else if comment.target == nil {
          "No setting stands below the comment, so that it silences nothing."
        } else if comment.reason.isEmpty {
          "The comment silences \(comment.code) and does not say why."
        } else {
          nil
        }
      return problem.map { Finding(.note, $0, at: [Finding.Place("dovetrail:ignore", at: comment.span)]) }
    }
  }
}
