internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_key = </etc/ssl/private/old.key`
struct KeyOfOtherCertificate: Rule {
  let page = RulePage(
    code: "DT0729", title: "Key and certificate do not belong together",
    problem: "The private key is not that of the certificate.",
    consequence: "Postfix logs an error and offers no TLS; Dovecot ends each TLS connection.",
    fix: "Name the key with which the certificate was requested; after a renewal both files change.",
    exceptions: "None.",
    sources: ["SSL_CTX_check_private_key(3)", "run with Postfix 3.7.11 and Dovecot 2.3.19.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let own = served.own, let key = served.key, let keys = key.pem?.keys, !keys.isEmpty,
        keys.allSatisfy({ own.belongs(to: $0) == false }), !isReversed(served.chain)
      else { return nil }
      return Finding(
        .error, "The key in \(key.path) does not belong to the certificate in \(served.certificate.path).",
        at: [served.certificate.place, key.place], listeners: served.listeners.map(\.place))
    }
  }

  /// That the order is wrong is a finding of its own.
  private func isReversed(_ chain: [ServerCertificate]) -> Bool {
    chain.count > 1 && zip(chain, chain.dropFirst()).allSatisfy { $1.isIssued(by: $0) }
  }
}
