internal import Dovecot
package import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `ssl_cipher_list`, `smtpd_tls_ciphers` with `tls_medium_cipherlist`: the suites up to TLS 1.2 that a listener offers.
package struct OfferedCiphers: Sendable {
  /// The settings that decide, the list itself first; defaults among them.
  package let by: [EffectiveValue]
  /// The string that OpenSSL is given.
  package let text: String
  /// What the string selects, those left out that the security level or the lack of a shared secret forbids.
  package let suites: [CipherSuite]
  /// OpenSSL takes nothing of the string: there is no TLS.
  package let isRefused: Bool
  package let securityLevel: Int

  /// The list where somebody wrote it, else what else was written of the settings that decide.
  package var written: EffectiveValue? { by.first(where: \.isWritten) }
}

/// Asks for the suites of one listener after the other; a string is read once.
struct CipherReader {
  private let server: AuditedServer
  let assumed: CipherLibrary.Assumed
  private var known: [String: CipherString] = [:]

  init(_ server: AuditedServer) {
    self.server = server
    assumed = CipherLibrary.assumed(of: server.server)
  }

  /// Nil where the listener has no TLS, or the files do not tell what decides.
  mutating func offered(at listener: Listener) -> OfferedCiphers? {
    guard let setting = CipherSetting(listener, server) else { return nil }
    let string = known[setting.text] ?? CipherString(Array(setting.text.utf8), assumed.library)
    known[setting.text] = string
    let level = setting.securityLevel ?? string.securityLevel ?? assumed.securityLevel
    return OfferedCiphers(
      by: setting.by, text: setting.text,
      suites: string.suites.filter { $0.isAllowed(atLevel: level) && !$0.needsSharedSecret },
      isRefused: string.isRefused, securityLevel: level)
  }
}

/// The string that a listener's program gives to OpenSSL, before it is read.
struct CipherSetting {
  let by: [EffectiveValue]
  let text: String
  /// Postfix sets level 0 itself, whatever the string says.
  let securityLevel: Int?

  init?(_ listener: Listener, _ server: AuditedServer) {
    guard let mode = listener.tls.fact, mode != .none, mode != .local else { return nil }
    if listener.daemon == .dovecot {
      guard let list = server.dovecot("ssl_cipher_list", in: listener.context) else { return nil }
      by = [list]
      // 2.4 leaves the list to OpenSSL.
      text = list.isEmpty ? "DEFAULT" : list.text
      securityLevel = nil
    } else {
      guard let grade = PostfixGrade(listener, isMandatory: mode != .optional, server) else { return nil }
      (by, text, securityLevel) = (grade.by, grade.text, 0)
    }
  }

  var isWritten: Bool { by.contains(where: \.isWritten) }
}

/// `smtpd_tls_mandatory_ciphers = high`: the grade's list, and `:!WORD` for each word of the exclusions.
private struct PostfixGrade {
  let by: [EffectiveValue]
  let text: String

  init?(_ listener: Listener, isMandatory: Bool, _ server: AuditedServer) {
    func value(_ name: String) -> EffectiveValue? { server.postfix(name, in: listener.context) }
    guard let grade = value(isMandatory ? "smtpd_tls_mandatory_ciphers" : "smtpd_tls_ciphers"),
      ["export", "low", "medium", "high", "null"].contains(grade.text.lowercased()),
      let list = Self.list(grade, value)
    else { return nil }
    let exclusions = [
      value("smtpd_tls_exclude_ciphers"), isMandatory ? value("smtpd_tls_mandatory_exclude_ciphers") : nil,
    ].compactMap { $0 }.filter { !$0.isEmpty }
    // With a client that shows a certificate, the server has to show one too.
    let asksClient = ["smtpd_tls_ask_ccert", "smtpd_tls_req_ccert"].contains { value($0)?.isYes == true }
    var words = exclusions.flatMap(\.words).flatMap { $0.split(separator: ":").map(String.init) }
    if asksClient { words.append("aNULL") }
    by = [list, grade] + exclusions
    text = ([list.text] + words.map { "!\($0)" }).joined(separator: ":")
  }

  /// From 3.8 on the lists of export and low are empty, which stands for medium.
  private static func list(_ grade: EffectiveValue, _ value: (String) -> EffectiveValue?) -> EffectiveValue? {
    let own = value("tls_\(grade.text.lowercased())_cipherlist")
    return own.map(\.isEmpty) == false ? own : value("tls_medium_cipherlist")
  }
}

/// A listener whose suites somebody decided: what it offers, and the value that was written.
struct WrittenCiphers {
  let listener: Listener
  let offered: OfferedCiphers
  let cause: EffectiveValue
  /// The packages inside the root say which OpenSSL there is.
  let isLibraryKnown: Bool
}

extension AuditedServer {
  /// Those of the listeners for which a setting that decides the suites is written; the library is read for them alone.
  func writtenCiphers(at listeners: [Listener]) -> [WrittenCiphers] {
    let meant = listeners.filter { CipherSetting($0, self)?.isWritten == true }
    guard !meant.isEmpty else { return [] }
    var reader = CipherReader(self)
    return meant.compactMap { listener in
      guard let offered = reader.offered(at: listener), let cause = offered.written else { return nil }
      return WrittenCiphers(
        listener: listener, offered: offered, cause: cause, isLibraryKnown: reader.assumed.isKnown)
    }
  }
}

extension EffectiveValue {
  /// `ssl_cipher_list`, `tls_high_cipherlist`: a string for OpenSSL, not a grade or a list of exclusions.
  var isLibraryList: Bool { name.hasSuffix("cipher_list") || name.hasSuffix("cipherlist") }
}

extension AuditedServer {
  /// The same list with `:!WORD` for each word. Programs that know nothing else are turned away by it.
  func fix(_ list: EffectiveValue, without words: [String]) -> Fix {
    let text = ([list.text] + words.map { "!\($0)" }).joined(separator: ":")
    return .set(list.name, of: list.daemon, to: text, isSafe: false)
  }
}
