internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_cipher_list = ALL:!kRSA:@SECLEVEL=0`
struct BreakableCiphers: Rule {
  let page = RulePage(
    code: "DT0706", title: "The cipher list has suites that protect nobody",
    problem:
      "The cipher list, as OpenSSL reads it, has suites without encryption, or with RC4, DES, 3DES, MD5 or short keys; or, where people log in, suites without a certificate.",
    consequence:
      "A program that takes such a suite can be read along, or talks to whoever stands between. Debian's OpenSSL has no RC4 and no 3DES any more: there, only their names are left.",
    fix: "Remove the list; the default is good. Otherwise end it with !aNULL:!eNULL:!MD5:!RC4:!3DES:!DES.",
    exceptions:
      "Port 25: what has no certificate is still better than no TLS, and Postfix' defaults have it; they are not told.",
    sources: ["RFC 9325 section 4.1", "RFC 7465", "openssl-ciphers(1)", "postconf(5), tls_medium_cipherlist"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.writtenCiphers(at: server.listeners.network).compactMap { written in
      finding(written.offered, written.cause, written.listener, server)
        ?? named(written.offered, written.cause, written.listener, server, written.isLibraryKnown)
    }
  }

  private func finding(
    _ offered: OfferedCiphers, _ cause: EffectiveValue, _ listener: Listener, _ server: AuditedServer
  ) -> Finding? {
    let fix = cause.isLibraryList ? server.fix(cause, without: ["aNULL", "eNULL", "MD5", "RC4", "3DES", "DES"]) : nil
    func finding(_ severity: Finding.Severity, _ kind: String, _ suites: [CipherSuite]) -> Finding? {
      guard !suites.isEmpty else { return nil }
      return server.finding(
        severity, "\(server.text(cause)) has suites \(kind): \(Self.names(suites)).", cause, at: listener, fix: fix)
    }
    // Postfix' own lists begin with suites without a certificate, and clients of its choose.
    let anonymous =
      listener.daemon == .dovecot && listener.logins.isOffered.is(true) ? offered.suites.filter(\.isAnonymous) : []
    return finding(.error, "without encryption", offered.suites.filter { !$0.isEncrypted })
      ?? finding(.warning, "that can be broken", offered.suites.filter(\.isBreakable))
      ?? finding(.warning, "without a certificate", anonymous)
  }

  /// `RC4-SHA`, `3DES`: wanted by name; whether the library has them is another matter.
  private func named(
    _ offered: OfferedCiphers, _ cause: EffectiveValue, _ listener: Listener, _ server: AuditedServer, _ isKnown: Bool
  ) -> Finding? {
    let words = cause.text.split { ": ;,".contains($0) }.map(String.init).filter(Self.isBroken)
    guard let first = words.first, !cause.name.contains("exclude") else { return nil }
    let list = words.count > 1 ? "\(first) and \(words.count - 1) more" : first
    let end = isKnown ? "the OpenSSL of this server has it no more" : "which only an old OpenSSL still has"
    return server.finding(
      isKnown ? .note : .warning, "\(server.text(cause)) asks for \(list); \(end).", cause, at: listener)
  }

  /// Not behind `!`, `-` or `+`, and of its parts (`kRSA+RC4`) one is broken.
  private static func isBroken(_ word: String) -> Bool {
    guard word.first.map({ $0.isLetter || $0.isNumber }) == true else { return false }
    return word.split(separator: "+").contains { part in
      ["RC4", "RC2", "3DES", "DES", "EXP", "EXPORT", "EXPORT40", "EXPORT56", "LOW"].contains(part)
        || part.hasPrefix("EXP-") || part.hasPrefix("RC4-") || part.contains("-RC4-") || part.contains("DES-CBC")
    }
  }

  /// `AES128-SHA, NULL-MD5 and 3 more`
  static func names(_ suites: [CipherSuite]) -> String {
    let shown = suites.prefix(3).map(\.name).joined(separator: ", ")
    return suites.count > 3 ? "\(shown) and \(suites.count - 3) more" : shown
  }
}
