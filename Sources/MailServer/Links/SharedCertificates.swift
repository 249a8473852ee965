internal import Dovecot
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `ssl_cert = </etc/ssl/mail.pem`, `smtpd_tls_cert_file = /etc/ssl/mail.pem`: a file that settings of the daemons name.
package struct CertificateUse: Sendable {
  package enum Role: String, Sendable { case certificate, key }

  package let path: String
  package let role: Role
  package let value: EffectiveValue
}

extension MailServer {
  /// The certificate and key files of every server side of TLS, as the settings name them.
  package var certificateUses: [CertificateUse] { postfixCertificates + dovecotCertificates }

  private var postfixCertificates: [CertificateUse] {
    guard let postfix else { return [] }
    let services = postfix.services.filter { $0.isEnabled && ["smtpd", "postscreen", "tlsproxy"].contains($0.command) }
    let contexts = [Context()] + services.map { Context(service: $0.name) }
    let names: [(String, CertificateUse.Role)] = [
      ("smtpd_tls_chain_files", .certificate), ("smtpd_tls_cert_file", .certificate),
      ("smtpd_tls_eccert_file", .certificate), ("smtpd_tls_key_file", .key), ("smtpd_tls_eckey_file", .key),
    ]
    var seen: Set<String> = []
    return contexts.flatMap { context in
      names.flatMap { name, role in
        (value(of: name, of: .postfix, in: context).map { value in
          value.words.filter { $0.hasPrefix("/") && seen.insert("\(name) \($0)").inserted }
            .map { CertificateUse(path: $0, role: role, value: value) }
        }) ?? []
      }
    }
  }

  /// 2.3 writes `<FILE`; 2.4 names the file.
  private var dovecotCertificates: [CertificateUse] {
    guard let dovecot else { return [] }
    let is2_4 = dovecot.version.version >= ProgramVersion(2, 4)
    let names: [(String, CertificateUse.Role)] =
      is2_4
      ? [("ssl_server_cert_file", .certificate), ("ssl_server_key_file", .key)]
      : [("ssl_cert", .certificate), ("ssl_key", .key)]
    return names.flatMap { name, role -> [CertificateUse] in
      guard let setting = graph.find(.dovecot, name.utf8), let value = value(of: name, of: .dovecot) else { return [] }
      let assignments = graph.assignments(of: setting)
      let paths = assignments.compactMap { is2_4 ? plainPath(of: $0) : fileRead(by: $0) }
      return Set(paths).sorted().map { CertificateUse(path: $0, role: role, value: value) }
    }
  }

  private func plainPath(of id: AssignmentID) -> String? {
    let text = graph[id].value.revealed(in: files).text
    return text.hasPrefix("/") ? text : nil
  }

  private func fileRead(by id: AssignmentID) -> String? {
    let edge = graph.edges.first { edge in
      guard edge.relation == .reads, case .assignment(let from) = edge.from else { return false }
      return from == id
    }
    guard case .file(let path) = edge?.to else { return nil }
    return path
  }
}
