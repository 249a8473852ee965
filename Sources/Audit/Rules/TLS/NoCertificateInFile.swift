internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_cert = </etc/ssl/private/mail.key`
struct NoCertificateInFile: Rule {
  let page = RulePage(
    code: "DT0719", title: "The file of the certificate holds none",
    problem: "The file has no block that begins with -----BEGIN CERTIFICATE-----.",
    consequence: "It is empty, of another format (DER, PKCS #12), or the key by mistake: no TLS.",
    fix: "Name the file that holds the certificate and its chain in PEM.",
    exceptions: "None.",
    sources: ["TLS_README", "PEM_read_bio_X509(3)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let pem = served.certificate.pem, pem.certificates.isEmpty, !pem.hasUnreadCertificate else { return nil }
      return Finding(
        .error, "\(served.certificate.path) holds no certificate\(pem.keys.isEmpty ? "" : " but a key").",
        at: [served.certificate.place], listeners: served.listeners.map(\.place))
    }
  }
}
