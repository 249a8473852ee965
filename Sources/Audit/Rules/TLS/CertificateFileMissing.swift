internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_cert_file = /etc/ssl/certs/gone.pem`
struct CertificateFileMissing: Rule {
  let page = RulePage(
    code: "DT0718", title: "A certificate or key file is not there",
    problem: "A setting names a file for TLS that does not exist.",
    consequence: "Postfix logs an error and offers no TLS; Dovecot does not start.",
    fix: "Correct the path. Where a program fetches the certificate, look whether it could.",
    exceptions: "None; a directory that is not in a copy of the server is not told.",
    sources: ["TLS_README", "run with Postfix 3.7.11 and Dovecot 2.3.19.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    // Of files whose content is a value of Dovecot the reader tells.
    let told = Set(server.server.diagnostics.filter { $0.code == "dovecot.missing-file" }.map(\.place))
    return server.certificates.flatMap { served in
      [served.certificate, served.key].compactMap { $0 }.compactMap { file -> Finding? in
        guard case .missing = file.contents, file.place.span.map({ !told.contains(.span($0)) }) != false else {
          return nil
        }
        return Finding(
          .error, "\(file.path) does not exist.", at: [file.place], listeners: served.listeners.map(\.place))
      }
    }
  }
}
