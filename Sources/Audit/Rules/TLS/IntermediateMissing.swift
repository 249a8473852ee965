internal import Certificates
internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `ssl_cert = </etc/letsencrypt/live/mail.example.net/cert.pem`
struct IntermediateMissing: Rule {
  let page = RulePage(
    code: "DT0728", title: "The certificate of the issuer is missing",
    problem: "The file holds the server's certificate alone, and it was not issued by a root.",
    consequence:
      "Programs that do not fetch the missing one cannot verify the server: most mail programs on telephones, and other servers.",
    fix: "Name the file with the whole chain: fullchain.pem in place of cert.pem.",
    exceptions: "A CA of one's own whose root has issued the certificate.",
    sources: ["RFC 8446 section 4.4.2", "certbot documentation, Where are my certificates"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard served.chain.count == 1, let own = served.own, !own.isSelfSigned, own.namesItsIssuer,
        !hasOtherSource(served, server)
      else { return nil }
      return served.finding(
        .warning, "\(served.certificate.path) lacks the certificate of its issuer, \(own.issuer).")
    }
  }

  /// OpenSSL completes a chain from the CA's files that the daemon loads.
  private func hasOtherSource(_ served: ServedCertificate, _ server: AuditedServer) -> Bool {
    served.listeners.contains { listener in
      if listener.daemon == .dovecot {
        return ["ssl_ca", "ssl_server_ca_file"].contains { server.dovecot($0)?.isEmpty == false }
      }
      return ["smtpd_tls_CAfile", "smtpd_tls_CApath"].contains {
        server.postfix($0, in: listener.context)?.isEmpty == false
      } || server.postfix("tls_append_default_CA")?.isYes == true
    }
  }
}
