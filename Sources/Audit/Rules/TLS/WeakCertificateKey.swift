internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `RSA key of 1024 bits`
struct WeakCertificateKey: Rule {
  let page = RulePage(
    code: "DT0724", title: "The key of the certificate is too short",
    problem: "The certificate has an RSA key of less than 2048 bits.",
    consequence: "It can be broken; OpenSSL refuses it at Debian's security level 2, so that Dovecot offers no TLS.",
    fix: "Make a new key, RSA 2048 or ECDSA P-256, and let a certificate be issued for it.",
    exceptions: "None.",
    sources: ["RFC 9325 section 4.5", "NIST SP 800-57", "SSL_CTX_set_security_level(3)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let bits = served.own?.rsaBits, bits < 2048 else { return nil }
      return served.finding(
        bits < 1024 ? .error : .warning, "The certificate in \(served.certificate.path) has an RSA key of \(bits) bits."
      )
    }
  }
}
