internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_banner = $myhostnam ESMTP`
struct UndefinedName: Rule {
  let page = RulePage(
    code: "DT1212", title: "A name in a value that nothing defines",
    problem: "A value takes in $name, and no parameter or line of main.cf has that name.",
    consequence: "It stands for nothing: the value has a hole, or is empty.",
    fix: "Correct the name, or define it in main.cf; write $$ for a dollar sign.",
    exceptions: "A name that a later file or program sets.",
    sources: ["postconf: undefined parameter", "run with Postfix 3.5 to 3.11"])

  /// One finding for a name, with every value that takes it in.
  func findings(on server: AuditedServer) -> [Finding] {
    let graph = server.server.graph
    var assignments: [SourceSpan: Assignment] = [:]
    for assignment in graph.assignments {
      if let span = assignment.origin.span { assignments[span] = assignment }
    }
    var messages: [String] = []
    var places: [String: [Finding.Place]] = [:]
    for finding in server.diagnosed(["postfix.undefined-parameter"], .warning) {
      let assignment = finding.places.first?.span.flatMap { assignments[$0] }
      guard !(assignment.map { isToldElsewhere($0, server) } ?? false) else { continue }
      if places[finding.message] == nil { messages.append(finding.message) }
      places[finding.message, default: []] += finding.places
    }
    return messages.map { Finding(.warning, $0, at: places[$0] ?? []) }
  }

  /// A restriction list that is empty because of it has a rule of its own; proxy_read_maps may name what is not there.
  private func isToldElsewhere(_ assignment: Assignment, _ server: AuditedServer) -> Bool {
    let name = server.server.graph.name(of: assignment.setting)
    let context = Context(service: server.server.graph[assignment.scope].condition?.name)
    let isList = server.postfix?.catalogue[Array(name.utf8)]?.kind == .restrictions
    return name.hasPrefix("proxy_") || isList && server.postfix(name, in: context)?.isEmpty == true
  }
}
