internal import Certificates
internal import Dovecot
internal import MailServer
internal import Postfix
internal import ServerTree
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
    let values = [
      server.dovecot(server.hasDovecot2_4() ? "ssl_server_dh_file" : "ssl_dh"),
      server.postfix("smtpd_tls_dh1024_param_file"),
    ]
    return values.compactMap { $0 }.compactMap { value in
      let path = value.text.drop { $0 == "<" || $0 == " " }
      guard path.hasPrefix("/"), let file = try? server.server.tree.read(TreePath(String(path))),
        let bits = PEMFile(file.bytes).primeBits, bits < 2048
      else { return nil }
      return server.finding(.warning, "The prime in \(path) has \(bits) bits.", value)
    }
  }
}
