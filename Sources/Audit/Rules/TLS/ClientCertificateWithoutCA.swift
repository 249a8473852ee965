internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_verify_client_cert = yes without ssl_ca`
struct ClientCertificateWithoutCA: Rule {
  let page = RulePage(
    code: "DT0716", title: "Client certificates are asked for, and there is no CA",
    problem: "Dovecot shall ask clients for a certificate, and no CA is named to verify it.",
    consequence: "Dovecot refuses the configuration and does not start.",
    fix: "Name the CA's file: ssl_ca = <FILE in 2.3, ssl_server_ca_file = FILE in 2.4.",
    exceptions: "None.",
    sources: ["Dovecot documentation, SSL", "run with Dovecot 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    let is2_4 = server.hasDovecot2_4()
    guard let ask = server.dovecot(is2_4 ? "ssl_server_request_client_cert" : "ssl_verify_client_cert"),
      ask.isWritten, ask.text != "no", server.dovecot("ssl")?.text != "no",
      let authority = server.dovecot(is2_4 ? "ssl_server_ca_file" : "ssl_ca"), authority.isEmpty
    else { return [] }
    return [server.finding(.error, "\(server.text(ask)) needs \(authority.name), which is empty.", ask)]
  }
}
