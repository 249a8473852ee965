internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `myhostname = "mail.example.net"` in main.cf
struct QuotesKept: Rule {
  let page = RulePage(
    code: "DT1207", title: "Quotes are part of the value",
    problem: "A value in main.cf or master.cf stands in quotes.",
    consequence: "Postfix knows no quotes: they belong to the name, path or list, which then matches nothing.",
    fix: "Remove the quotes.",
    exceptions: "A command for a shell, and a text in which quotes are wanted; commands are not told.",
    sources: ["postconf(5), file format", "run with Postfix 3.5 to 3.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let postfix = server.postfix else { return [] }
    let graph = server.server.graph
    return server.effectiveRows.compactMap { row in
      guard row.daemon == .postfix, let span = graph[row.winner].origin.span,
        let parameter = postfix.catalogue[Array(row.name.utf8)], parameter.type != .raw,
        isQuoted(row.value.revealed(in: server.server.files))
      else { return nil }
      return Finding(
        .warning, "The quotes are a part of the value of \(row.name).", at: [Finding.Place(row.name, at: span)])
    }
  }

  private func isQuoted(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.count > 1, let first = value.first, first == value.last else { return false }
    return (first == ASCII.doubleQuote || first == ASCII.apostrophe) && value.count { $0 == first } == 2
  }
}
