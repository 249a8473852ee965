internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `audit --policy mozilla-intermediate` and `ssl_cipher_list = HIGH`
struct PolicyCiphers: Rule {
  let page = RulePage(
    code: "DT1302", title: "Cipher suites that the policy does not have",
    problem:
      "A listener offers suites of TLS 1.2 that are not among those of a policy that was asked for with --policy.",
    consequence: "The server does not keep to the policy, although most clients will agree on a better suite.",
    fix:
      "Dovecot: ssl_cipher_list with the policy's suites. Postfix: the same in tls_high_cipherlist, with smtpd_tls_ciphers and smtpd_tls_mandatory_ciphers = high.",
    exceptions:
      "Port 25: Postfix' documentation asks to leave the lists alone; a server without a common suite sends in clear.",
    sources: TLSPolicy.all.filter { $0.suites != nil }.map { "\($0.name): \($0.title), \($0.source)" })

  func findings(on server: AuditedServer) -> [Finding] {
    var reader: CipherReader?
    return server.judged(where: { $0.suites != nil }) { policy, listener in
      var known = reader ?? CipherReader(server)
      defer { reader = known }
      // With TLS 1.3 alone no string matters.
      guard ProtocolFloor(of: listener, on: server)?.lowest.map({ $0 < .tls1_3 }) == true,
        let offered = known.offered(at: listener), let cause = offered.written ?? offered.by.first
      else { return nil }
      let others = policy.others(of: offered.suites)
      guard !others.isEmpty else { return nil }
      return server.finding(
        policy.severity(at: listener),
        "\(server.text(cause)) has suites that \(policy.subject) does not have: \(BreakableCiphers.names(others)).",
        cause,
        at: listener)
    }
  }
}
