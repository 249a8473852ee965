internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_options = compression`
struct CompressedTLS: Rule {
  let page = RulePage(
    code: "DT0710", title: "TLS compresses before it encrypts",
    problem: "ssl_options of Dovecot has the word compression.",
    consequence:
      "The length of what is sent tells about its content (CRIME, CVE-2012-4929). Debian's OpenSSL leaves compression out at security level 2 and above.",
    fix: "Take compression out of ssl_options.",
    exceptions: "None.",
    sources: ["Dovecot documentation, ssl_options", "RFC 9325 section 3.3"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.network.compactMap { listener in
      guard listener.daemon == .dovecot, let mode = listener.tls.fact, mode != .none, mode != .local,
        let options = server.dovecot("ssl_options", in: listener.context),
        options.words.contains("compression")
      else { return nil }
      let rest = options.words.filter { $0 != "compression" }.joined(separator: " ")
      return server.finding(
        .warning, "\(server.text(options)) makes the length of a message tell about its content.", options,
        at: listener, fix: .set("ssl_options", of: .dovecot, to: rest, isSafe: true))
    }
  }
}
