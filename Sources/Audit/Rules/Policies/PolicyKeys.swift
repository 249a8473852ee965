internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `audit --policy mozilla-modern` and a certificate with an RSA key
struct PolicyKeys: Rule {
  let page = RulePage(
    code: "DT1303", title: "A key that is too weak for the policy",
    problem:
      "The key of a certificate, or the prime of the DH parameters, is not as a policy asks that was named with --policy.",
    consequence: "The server does not keep to the policy.",
    fix:
      "Make a new key of the kind and length that the message names, and let a certificate be issued for it. Leave DH parameters out.",
    exceptions: "Old clients that know RSA alone: then it is mozilla-intermediate that fits.",
    sources: TLSPolicy.all.filter { $0.leastRSABits != nil || !$0.allowsRSA }.map {
      "\($0.name): \($0.title), \($0.source)"
    })

  func findings(on server: AuditedServer) -> [Finding] {
    server.policies.flatMap { policy in
      server.certificates.compactMap { certificate($0, policy) } + primes(server, policy)
    }
  }

  private func certificate(_ served: ServedCertificate, _ policy: TLSPolicy) -> Finding? {
    guard let bits = served.own?.rsaBits else { return nil }
    let file = "The certificate in \(served.certificate.path) has an RSA key of \(bits) bits"
    if !policy.allowsRSA { return served.finding(.warning, "\(file), and \(policy.subject) asks for ECDSA.") }
    guard let least = policy.leastRSABits, bits < least else { return nil }
    return served.finding(.warning, "\(file), and \(policy.subject) asks for \(least).")
  }

  private func primes(_ server: AuditedServer, _ policy: TLSPolicy) -> [Finding] {
    guard let least = policy.leastDHBits else { return [] }
    return server.primes.filter { $0.bits < least }.map { prime in
      server.finding(
        .warning, "The prime in \(prime.path) has \(prime.bits) bits, and \(policy.subject) asks for \(least).",
        prime.value)
    }
  }
}
