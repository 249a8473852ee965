internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `issuer=CN = mail, subject=CN = mail`
struct SelfSignedCertificate: Rule {
  let page = RulePage(
    code: "DT0726", title: "A certificate that nobody can verify",
    problem:
      "A public listener where people log in shows a certificate that is signed with its own key, such as Debian's snakeoil.",
    consequence: "Mail programs warn, and nobody can tell the server from somebody in between.",
    fix: "Get one from a public CA, without cost by ACME.",
    exceptions: "All clients have been given this very certificate.",
    sources: ["RFC 8314 section 4", "README of Debian's ssl-cert"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let own = served.own, own.isSelfSigned, served.chain.count == 1 else { return nil }
      let listeners = served.listeners.filter { $0.isPublic && $0.logins.isOffered.is(true) }
      guard !listeners.isEmpty else { return nil }
      return Finding(
        .warning, "\(served.certificate.path) is signed by itself: clients cannot verify it.",
        at: [served.certificate.place], listeners: listeners.map(\.place))
    }
  }
}
