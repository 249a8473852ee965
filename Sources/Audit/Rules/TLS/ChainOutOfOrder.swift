internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_cert = <chain.pem with the CA before the server`
struct ChainOutOfOrder: Rule {
  let page = RulePage(
    code: "DT0727", title: "The certificates stand in the wrong order",
    problem: "A certificate in the file is not issued by the next one.",
    consequence:
      "The first certificate is taken for the server's own, so that the key does not fit; other faults of order stop strict clients.",
    fix: "Write the server's certificate first, then the one that issued it, and so on; the root may be left out.",
    exceptions: "None.",
    sources: ["RFC 8446 section 4.4.2", "TLS_README, Server-side certificate and private key"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      let chain = served.chain
      guard chain.count > 1, chain.count < 20, !served.hasSeveralKeys else { return nil }
      let isOrdered = zip(chain, chain.dropFirst()).allSatisfy { $0.isIssued(by: $1) }
      guard !isOrdered else { return nil }
      let isReversed = zip(chain, chain.dropFirst()).allSatisfy { $1.isIssued(by: $0) }
      return served.finding(
        isReversed ? .error : .warning,
        isReversed
          ? "The certificates in \(served.certificate.path) stand in reverse order."
          : "The certificates in \(served.certificate.path) do not follow each other.")
    }
  }
}
