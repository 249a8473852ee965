internal import MailServer
internal import SourceText

/// `smtpd_client_restrictions = reject_unknown_client_hostname`
struct StrictReverseName: Rule {
  let page = RulePage(
    code: "DT0207", title: "Servers without a matching reverse name are refused",
    problem:
      "On the port for other servers reject_unknown_client_hostname asks that the reverse name leads back to the address.",
    consequence: "Honest servers with a reverse name that does not match are deferred until the sender gives up.",
    fix: "reject_unknown_reverse_client_hostname only asks that there is a reverse name; it is enough for most.",
    exceptions: "A choice that was made with a look at the log.",
    sources: ["postconf(5)"])

  private static let rules: Set<String> = ["reject_unknown_client_hostname", "reject_unknown_client"]

  func findings(on server: AuditedServer) -> [Finding] {
    server.findings(.note, at: server.publicServers) { stage in
      stage.firstInForce(of: Self.rules)
    } message: {
      "\($0) defers honest servers with an odd reverse name."
    }
  }
}
