internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_dh = </etc/dovecot/dh.pem with a prime of 1024 bits`
struct SmallDHParameters: Rule {
  let page = RulePage(
    code: "DT0709", title: "The DH parameters are too small",
    problem: "The file of the Diffie-Hellman parameters has a prime of less than 2048 bits.",
    consequence: "With 1024 bits a state can read along (Logjam); OpenSSL refuses them at Debian's security level 2.",
    fix: "openssl dhparam -out FILE 2048, or leave the setting out: elliptic curves need no parameters.",
    exceptions: "None.",
    sources: ["https://weakdh.org", "RFC 9325 section 4.4", "SSL_CTX_set_security_level(3)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.primes.filter { $0.bits < 2048 }.map { prime in
      server.finding(.warning, "The prime in \(prime.path) has \(prime.bits) bits.", prime.value)
    }
  }
}
