internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `audit --policy rfc8314` and IMAP on port 143 alone
struct PolicyImplicitTLS: Rule {
  let page = RulePage(
    code: "DT1305", title: "A protocol without TLS from the first byte",
    problem:
      "People log in over a protocol that has STARTTLS alone, and the policy that was asked for with --policy wants a port with TLS from the first byte.",
    consequence:
      "Whoever stands between can suppress STARTTLS; programs that follow RFC 8314 look for 993, 995 and 465 first.",
    fix: "Open the port: imaps 993, pop3s 995, submissions 465.",
    exceptions: "ManageSieve has no such port.",
    sources: ["RFC 8314 section 3", "RFC 8314 section 7.3"])

  private static let protocols: [MailProtocol] = [.imap, .pop3, .submission]

  func findings(on server: AuditedServer) -> [Finding] {
    server.policies.filter(\.isOfMailAccess).flatMap { policy in
      Self.protocols.compactMap { kind in finding(kind, policy, server) }
    }
  }

  private func finding(_ kind: MailProtocol, _ policy: TLSPolicy, _ server: AuditedServer) -> Finding? {
    let own = server.everyListener.logins.filter { $0.kind == kind && !$0.exposure.is(.loopback) }
    guard let first = own.first, own.allSatisfy({ !$0.tls.is(.implicit) && $0.tls.fact != nil }) else { return nil }
    return Finding(
      .warning, "No listener has \(kind.rawValue) with TLS from the first byte; \(policy.subject) wants one.",
      at: [server.place(first)], listeners: own.map(\.place))
  }
}
