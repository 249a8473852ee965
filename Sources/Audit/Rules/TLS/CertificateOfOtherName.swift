internal import Certificates
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `local_name imap.example.net { ssl_cert = </etc/ssl/mail.example.net.pem }`
struct CertificateOfOtherName: Rule {
  let page = RulePage(
    code: "DT0723", title: "The certificate is for another name",
    problem:
      "The certificate does not have the name for which it is shown: that of local_name, or myhostname where people log in.",
    consequence: "Mail programs that connect by this name warn, or do not connect.",
    fix: "Let it be issued for all names that people and servers use; or correct the path.",
    exceptions: "People use other names than myhostname, and the certificate has those.",
    sources: ["RFC 9525", "RFC 6125"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.flatMap { served -> [Finding] in
      guard let own = served.own, !own.isSelfSigned else { return [] }
      let given = served.names.filter { !$0.contains("*") && !own.covers($0) }
      if let name = given.first { return [served.finding(.warning, text(served, name))] }
      guard served.names.isEmpty, let host = hostName(of: served, on: server), !own.covers(host) else { return [] }
      return [served.finding(.note, text(served, host))]
    }
  }

  /// Only Postfix says its name; people need not use it.
  private func hostName(of served: ServedCertificate, on server: AuditedServer) -> String? {
    let listeners = served.listeners.filter { $0.daemon == .postfix && $0.isPublic }
    guard let context = listeners.first?.context, let host = server.postfix("myhostname", in: context), host.isWritten,
      host.text.contains(".")
    else { return nil }
    return host.text.lowercased()
  }

  private func text(_ served: ServedCertificate, _ name: String) -> String {
    let names = (served.own?.names ?? []).prefix(3).joined(separator: ", ")
    return "The certificate in \(served.certificate.path) is for \(names.isEmpty ? "no name" : names), not for \(name)."
  }
}
