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
    server.writtenCiphers(at: server.listeners.logins).compactMap { written in
      // A grade of Postfix' chooses among lists that others have written.
      guard written.offered.by.first?.isWritten == true else { return nil }
      let exposed = written.offered.suites.filter { !$0.hasForwardSecrecy }
      guard !exposed.isEmpty else { return nil }
      let isAll = exposed.count == written.offered.suites.count
      let cause = written.cause
      return server.finding(
        isAll ? .warning : .note,
        "\(server.text(cause)) has \(isAll ? "only" : "also") suites without forward secrecy: \(BreakableCiphers.names(exposed)).",
        cause, at: written.listener, fix: cause.isLibraryList ? server.fix(cause, without: ["kRSA"]) : nil)
    }
  }
}
