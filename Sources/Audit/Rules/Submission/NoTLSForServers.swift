internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_security_level = none on port 25`
struct NoTLSForServers: Rule {
  let page = RulePage(
    code: "DT0505", title: "Mail from other servers comes in clear",
    problem: "Port 25 does not offer STARTTLS.",
    consequence:
      "Every server on the way can read the mail; DANE and MTA-STS are impossible, and some senders refuse to deliver.",
    fix: "Set smtpd_tls_security_level = may and a certificate; a self-signed one is enough here.",
    exceptions: "A server without mail from outside.",
    sources: ["RFC 7435", "BSI TR-03108", "TLS_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.onPort(25).compactMap { listener in
      guard listener.daemon == .postfix, listener.isPublic, listener.tls.is(.none), let cause = listener.tls.by.first
      else {
        return nil
      }
      return server.finding(
        .warning, "Port 25 offers no TLS: mail from other servers comes in clear.", cause, at: listener,
        fix: hasCertificate(listener, server)
          ? .set("smtpd_tls_security_level", of: .postfix, to: "may", isSafe: true) : nil)
    }
  }

  /// A certificate file that is there to be shown.
  private func hasCertificate(_ listener: Listener, _ server: AuditedServer) -> Bool {
    ["smtpd_tls_chain_files", "smtpd_tls_cert_file", "smtpd_tls_eccert_file"].contains { name in
      guard let path = server.postfix(name, in: listener.context)?.words.first, path.hasPrefix("/") else {
        return false
      }
      return (try? server.server.tree.entry(at: TreePath(path))) != nil
    }
  }
}
