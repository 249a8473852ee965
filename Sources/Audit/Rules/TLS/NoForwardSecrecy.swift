internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_cipher_list = AES256-SHA:AES128-SHA`
struct NoForwardSecrecy: Rule {
  let page = RulePage(
    code: "DT0708", title: "What is recorded today can be read with tomorrow's key",
    problem:
      "Where people log in, the cipher list has suites of TLS 1.2 that send the session key under the server's own key.",
    consequence:
      "Whoever records the connections and gets the key later, reads all of them, passwords included. With such suites alone, every program that knows no TLS 1.3 is in that place.",
    fix: "Put !kRSA at the end of the list, or remove the list: the defaults prefer ECDHE.",
    exceptions:
      "Scanners and programs from before 2008 know nothing else. Give them a listener or network of their own.",
    sources: ["RFC 9325 section 4.1", "Mozilla Server Side TLS 5.8", "openssl-ciphers(1)"])

  func findings(on server: AuditedServer) -> [Finding] {
    var reader: CipherReader?
    return server.listeners.logins.compactMap { listener in
      guard let setting = CipherSetting(listener, server), setting.by.first?.isWritten == true else { return nil }
      var known = reader ?? CipherReader(server)
      defer { reader = known }
      guard let offered = known.offered(at: listener), let cause = offered.written else { return nil }
      let secret = offered.suites.filter(\.hasForwardSecrecy)
      let exposed = offered.suites.filter { !$0.hasForwardSecrecy }
      guard !exposed.isEmpty else { return nil }
      let text = secret.isEmpty ? "only suites" : "also suites"
      return server.finding(
        secret.isEmpty ? .warning : .note,
        "\(server.text(cause)) has \(text) without forward secrecy: \(BreakableCiphers.names(exposed)).", cause,
        at: listener, fix: cause.isLibraryList ? server.fix(cause, without: ["kRSA"]) : nil)
    }
  }
}
