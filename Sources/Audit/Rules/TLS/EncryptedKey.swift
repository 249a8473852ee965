internal import Certificates
internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `-----BEGIN ENCRYPTED PRIVATE KEY-----`
struct EncryptedKey: Rule {
  let page = RulePage(
    code: "DT0731", title: "The private key is locked with a password",
    problem: "The key file is encrypted, and the daemon has no password for it.",
    consequence: "Postfix cannot use such keys at all; Dovecot needs ssl_key_password: no TLS.",
    fix: "openssl pkey -in FILE -out NEW writes it without; protect it by its mode, 0600 and root.",
    exceptions: "None.",
    sources: ["TLS_README: the private key must not be encrypted", "Dovecot documentation, ssl_key_password"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let key = served.key, key.pem?.keys.first == .encrypted, !hasPassword(served, server) else { return nil }
      return Finding(
        .error, "The key in \(key.path) is encrypted, and there is no password for it.", at: [key.place],
        listeners: served.listeners.map(\.place))
    }
  }

  private func hasPassword(_ served: ServedCertificate, _ server: AuditedServer) -> Bool {
    guard served.listeners.allSatisfy({ $0.daemon == .dovecot }) else { return false }
    let name = server.hasDovecot2_4() ? "ssl_server_key_password" : "ssl_key_password"
    return server.dovecot(name)?.isEmpty == false
  }
}
