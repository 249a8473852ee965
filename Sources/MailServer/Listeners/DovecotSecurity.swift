internal import Dovecot
internal import SettingsGraph

/// `ssl = required`, and the listener's own `ssl = yes`: how TLS comes to a listener of Dovecot.
struct TLSFacts {
  /// The setting of the whole server, for this protocol.
  let ssl: EffectiveValue?
  /// The listener's own: TLS from the first byte.
  let own: EffectiveValue?
  let mode: Decided<Listener.TLSMode>
  let context: Context
  let isImplicit: Bool
  let isOnNetwork: Bool

  init(
    _ section: ListenerSection, _ kind: MailProtocol, _ context: Context, _ listeners: DovecotListeners
  ) {
    self.context = context
    let isOnNetwork = section.kind == .inet
    ssl = isOnNetwork ? listeners.server.value(of: "ssl", of: .dovecot, in: context) : nil
    own = isOnNetwork ? listeners.value("ssl", of: section) : nil
    self.isOnNetwork = isOnNetwork
    isImplicit = own?.isYes ?? false
    mode = Self.mode(section, kind, ssl: ssl, own: own, isImplicit: isImplicit)
  }

  private static func mode(
    _ section: ListenerSection, _ kind: MailProtocol, ssl: EffectiveValue?, own: EffectiveValue?,
    isImplicit: Bool
  ) -> Decided<Listener.TLSMode> {
    guard section.kind == .inet else { return Decided(.local, by: []) }
    if isImplicit { return Decided(.implicit, by: [own, ssl]) }
    let hasSTARTTLS: Bool =
      switch kind {
      case .imap, .pop3, .submission, .sieve, .lmtp: true
      default: false
      }
    guard hasSTARTTLS else { return Decided(.none, by: [own]) }
    switch ssl?.text {
    case "no": return Decided(.none, by: [ssl, own])
    // LMTP has no logins that `ssl = required` could hold back.
    case "required" where kind != .lmtp: return Decided(.required, by: [ssl, own])
    case "yes", "required": return Decided(.optional, by: [ssl, own])
    default: return .unknown("a value of ssl that Dovecot knows", by: [ssl])
    }
  }

  /// With `ssl = no` a listener with TLS of its own is not opened.
  var isClosedWithoutTLS: Bool { isImplicit && ssl?.text == "no" }
}

/// `disable_plaintext_auth = no` under `ssl = yes`: who logs in at a listener of Dovecot, and how.
///
/// Seen with running servers (2.3.19.1, 2.4.1) from a client whose address is not the server's own; from the same
/// address passwords are always accepted.
struct DovecotLogins {
  let logins: Logins

  init(_ tls: TLSFacts, _ kind: MailProtocol, _ listeners: DovecotListeners) {
    switch kind {
    case .imap, .pop3, .submission, .sieve: logins = tls.isOnNetwork ? Self.logins(tls, listeners) : .none()
    default: logins = .none()
    }
  }

  private static func logins(_ tls: TLSFacts, _ listeners: DovecotListeners) -> Logins {
    let server = listeners.server
    let is2_4 = listeners.dovecot.version.version >= ProgramVersion(2, 4)
    let cleartext = server.value(
      of: is2_4 ? "auth_allow_cleartext" : "disable_plaintext_auth", of: .dovecot, in: tls.context)
    let mechanisms = server.value(of: "auth_mechanisms", of: .dovecot, in: tls.context)
    let words = (mechanisms?.words ?? []).map { $0.lowercased() }
    let isAllowed = (cleartext?.isYes ?? false) == is2_4
    let isRequired = tls.ssl?.text == "required"
    let isOpenLine = !tls.isImplicit
    let takesChallenge = isOpenLine && !isRequired && words.contains { !Logins.plaintextMechanisms.contains($0) }
    let takesPassword =
      isOpenLine && !isRequired && isAllowed && words.contains(where: Logins.plaintextMechanisms.contains)
    let hasTLS = tls.isImplicit || tls.ssl?.text != "no"
    return Logins(
      isOffered: Decided((hasTLS && !words.isEmpty) || takesPassword || takesChallenge, by: [tls.ssl, cleartext]),
      mechanisms: Decided(words, by: [mechanisms]),
      plaintextBeforeTLS: Decided(takesPassword, by: isRequired ? [tls.ssl] : [cleartext, tls.ssl]),
      challengeBeforeTLS: Decided(takesChallenge, by: [mechanisms, tls.ssl]),
      exceptions: isOpenLine ? (tls.ssl?.exceptions ?? []) + (cleartext?.exceptions ?? []) : [])
  }
}
