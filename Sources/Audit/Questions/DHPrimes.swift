internal import Certificates
package import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `ssl_dh = </etc/dovecot/dh.pem`: a file of Diffie-Hellman parameters, and the length of its prime.
package struct DHPrime: Sendable {
  package let value: EffectiveValue
  package let path: String
  package let bits: Int
}

extension AuditedServer {
  /// The parameters that a daemon is told to read. Postfix 3.7 and later needs none.
  var primes: [DHPrime] {
    let values = [
      dovecot(hasDovecot2_4() ? "ssl_server_dh_file" : "ssl_dh"), postfix("smtpd_tls_dh1024_param_file"),
    ]
    return values.compactMap { $0 }.compactMap { value in
      let path = String(value.text.drop { $0 == "<" || $0 == " " })
      guard path.hasPrefix("/"), let file = try? server.tree.read(TreePath(path)),
        let bits = PEMFile(file.bytes).primeBits
      else { return nil }
      return DHPrime(value: value, path: path, bits: bits)
    }
  }
}
