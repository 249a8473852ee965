internal import MailServer
internal import Postfix
internal import SourceText

/// `smtpd_helo_restrictions = reject_unknown_helo_hostname`
struct UnknownHELONameRefused: Rule {
  let page = RulePage(
    code: "DT0206", title: "Servers are refused for the name they say",
    problem: "On the port for other servers reject_unknown_helo_hostname stands without warn_if_reject.",
    consequence:
      "Many honest servers say a HELO name that has no address record, and a failing resolver defers everybody: mail of strangers is lost or late.",
    fix: "Put warn_if_reject before it and look at the log for some weeks, or remove it.",
    exceptions: "A server that only takes mail of known senders.",
    sources: ["SMTPD_ACCESS_README", "postconf(5)"])

  private static let rules: Set<String> = ["reject_unknown_helo_hostname", "reject_unknown_hostname"]

  func findings(on server: AuditedServer) -> [Finding] {
    server.findings(.warning, at: server.publicServers) { stage in
      stage.firstInForce(of: Self.rules)
    } message: {
      "\($0) refuses honest servers too."
    } fix: { stage, index in
      Fix(
        [.removeElement(parameter: stage.kind.rawValue, element: stage.elements[index].name.lowercased())],
        isSafe: false)
    }
  }
}
