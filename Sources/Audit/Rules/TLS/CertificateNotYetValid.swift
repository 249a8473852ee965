internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `notBefore=Jan  1 00:00:00 2027 GMT`
struct CertificateNotYetValid: Rule {
  let page = RulePage(
    code: "DT0721", title: "The certificate is not valid yet",
    problem: "The time from which the certificate is valid lies ahead.",
    consequence: "Mail programs warn, or do not connect. Often it is the clock of the server that is wrong.",
    fix: "Look at the clock; take the old certificate until then.",
    exceptions: "None.",
    sources: ["RFC 5280 section 4.1.2.5"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let now = server.now, let begin = served.own?.notBefore, now < begin else { return nil }
      return served.finding(.error, "The certificate in \(served.certificate.path) is valid from \(begin.day) on only.")
    }
  }
}
