internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `sha1WithRSAEncryption`
struct WeakCertificateSignature: Rule {
  let page = RulePage(
    code: "DT0725", title: "The certificate is signed with SHA-1 or MD5",
    problem: "A certificate of the chain, other than a self-signed one, is signed with a digest that is broken.",
    consequence: "Programs of today refuse it.",
    fix: "Let a new one be issued; every public CA signs with SHA-256.",
    exceptions: "A CA of one's own whose clients are all old.",
    sources: ["RFC 9155", "RFC 9325 section 4.5"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      let weak = served.chain.first { $0.brokenDigest != nil && !$0.isSelfSigned }
      guard let weak, let digest = weak.brokenDigest else { return nil }
      return served.finding(
        .warning, "\(weak.subject) in \(served.certificate.path) is signed with \(digest).")
    }
  }
}
