internal import Dovecot
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `ssl_cert = </etc/ssl/mail.pem` with `smtpd_tls_cert_file = /etc/ssl/mail.pem`: what the daemons have in common
/// without calling each other.
package struct SharedThings: Sendable {
  /// A certificate file, or a key's, that both daemons name.
  package struct File: Sendable {
    package let path: String
    package let role: CertificateUse.Role
    /// In the order Postfix, Dovecot.
    package let uses: [EffectiveValue]
  }

  package let files: [File]
  package let overlaps: [(domain: String, first: AddressClasses.Members, second: AddressClasses.Members)]
  package let limits: [ExceededLimit]

  package init(of server: MailServer) {
    var order: [String] = []
    var uses: [String: [CertificateUse]] = [:]
    for use in server.certificateUses {
      if uses[use.path] == nil { order.append(use.path) }
      uses[use.path, default: []].append(use)
    }
    files = order.compactMap { path in
      guard let all = uses[path], let role = all.first?.role, Set(all.map(\.value.daemon)).count > 1 else { return nil }
      return File(path: path, role: role, uses: all.map(\.value))
    }
    let classes = AddressClasses(of: server)
    overlaps = classes.overlaps
    limits = server.exceededMailboxes(classes) + [server.exceededMailSize].compactMap { $0 }
  }

  package var isEmpty: Bool { files.isEmpty && overlaps.isEmpty && limits.isEmpty }
}
