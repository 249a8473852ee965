import Audit
import Certificates
import MailServer
import OracleSupport
import ServerTree
import SettingsGraph
import SourceText

/// Both daemons with one certificate and its key, asked at a fixed time.
struct CertifiedServer {
  /// 2026-06-01.
  static let june = Moment(secondsSince1970: 1_780_272_000)
  static let chain = PEMSamples.server + PEMSamples.issuer

  let server: AuditedServer

  /// - Parameters:
  ///   - dovecot: lines after those that name the two files.
  ///   - main: the same for main.cf, where people log in on port 587.
  init(
    _ certificate: String? = chain, key: String? = PEMSamples.serverKey, dovecot: String = "", main: String = "",
    master: String = "submission inet n - n - - smtpd\n", at now: Moment = june,
    policies: [String] = [], expiryDays: Int = AuditedServer.expiryDays
  ) {
    var files: [(String, [UInt8])] = [
      ("/etc/dovecot/dovecot.conf", Array((Self.dovecot + dovecot).utf8)),
      ("/etc/postfix/main.cf", Array((Self.main + main + "\n").utf8)), ("/etc/postfix/master.cf", Array(master.utf8)),
      ("/etc/mail/other", []),
    ]
    if let certificate { files.append(("/etc/mail/cert.pem", Array(certificate.utf8))) }
    if let key { files.append(("/etc/mail/key.pem", Array(key.utf8))) }
    var request = MailServer.Request()
    request.dovecotVersion = ProgramVersion(2, 3, 19)
    request.postfixVersion = ProgramVersion(3, 10, 13)
    server = AuditedServer(
      MailServer(reading: ServerTree(files: files.map { ($0.0, $0.1) }), request), at: now,
      holdingTo: policies.compactMap(TLSPolicy.named), expiryDays: expiryDays)
  }

  private static let dovecot =
    "protocols = imap\nssl = yes\nssl_cert = </etc/mail/cert.pem\nssl_key = </etc/mail/key.pem\n"
  private static let main = """
    compatibility_level = 3.6
    smtpd_tls_security_level = may
    smtpd_sasl_auth_enable = yes
    smtpd_tls_auth_only = yes
    smtpd_tls_cert_file = /etc/mail/cert.pem
    smtpd_tls_key_file = /etc/mail/key.pem

    """

  func findings(_ code: String) -> [Finding] { AuditResult(of: server, only: [code]).findings }

  func finds(_ code: String) -> Bool { !findings(code).isEmpty }
}
