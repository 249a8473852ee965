internal import Dovecot
internal import Postfix
internal import SettingsGraph

/// `smtpd_tls_security_level = may`, `smtpd_tls_wrappermode = yes`: how TLS comes to a listener of Postfix.
///
/// Wrapper mode overrides the level completely; an empty level lets the two old switches decide (3.7.11, run).
struct PostfixTLS {
  let mode: Decided<Listener.TLSMode>

  init(_ server: MailServer, _ context: Context, isScreen: Bool) {
    func value(_ name: String) -> EffectiveValue? { server.value(of: name, of: .postfix, in: context) }
    let prefix = isScreen ? "postscreen" : "smtpd"
    let wrapper = isScreen ? nil : value("smtpd_tls_wrappermode")
    if wrapper?.isYes == true {
      mode = Decided(.implicit, by: [wrapper])
      return
    }
    let level = value("\(prefix)_tls_security_level")
    switch level?.text.lowercased() {
    case "none": mode = Decided(.none, by: [level])
    case "may": mode = Decided(.optional, by: [level])
    // smtpd has no levels for clients beyond encrypt; it takes these for it.
    case "encrypt", "dane", "dane-only", "fingerprint", "verify", "secure": mode = Decided(.required, by: [level])
    case "", nil: mode = Self.ofSwitches(value("\(prefix)_enforce_tls"), value("\(prefix)_use_tls"), level)
    default: mode = .unknown("a security level that Postfix knows", by: [level])
    }
  }

  private static func ofSwitches(
    _ enforce: EffectiveValue?, _ use: EffectiveValue?, _ level: EffectiveValue?
  ) -> Decided<Listener.TLSMode> {
    if enforce?.isYes == true { return Decided(.required, by: [enforce, level]) }
    if use?.isYes == true { return Decided(.optional, by: [use, level]) }
    return Decided(.none, by: [level, use])
  }
}

/// `smtpd_sasl_auth_enable = yes` with `smtpd_tls_auth_only = no`: who logs in at a listener of Postfix, and how.
struct PostfixLogins {
  let logins: Logins

  init(_ server: MailServer, _ context: Context, _ tls: Decided<Listener.TLSMode>, _ kind: MailProtocol) {
    func value(_ name: String) -> EffectiveValue? { server.value(of: name, of: .postfix, in: context) }
    let enable = value("smtpd_sasl_auth_enable")
    guard enable?.isYes == true else {
      logins = .none(by: [enable])
      return
    }
    let only = value("smtpd_tls_auth_only")
    let options = value("smtpd_sasl_security_options")
    let deciding = [only, tls.by.first, options]
    let mechanisms = Self.mechanisms(server, value("smtpd_sasl_type"), value("smtpd_sasl_tls_security_options"))
    guard let mode = tls.fact else {
      logins = Logins(
        isOffered: .unknown("the TLS mode", by: [enable]), mechanisms: mechanisms,
        plaintextBeforeTLS: .unknown("the TLS mode", by: deciding),
        challengeBeforeTLS: .unknown("the TLS mode", by: deciding))
      return
    }
    let isOpenLine = mode == .none || mode == .optional
    let isAccepted = isOpenLine && only?.isYes != true
    let takesPasswords = isAccepted && options?.words.contains("noplaintext") != true
    logins = Logins(
      isOffered: Decided(mode != .none || isAccepted, by: [enable, only]), mechanisms: mechanisms,
      plaintextBeforeTLS: Decided(takesPasswords, by: deciding),
      challengeBeforeTLS: Decided(isAccepted, by: deciding))
  }

  /// Dovecot's own list, without what the options forbid; of Cyrus only its own files tell.
  private static func mechanisms(
    _ server: MailServer, _ type: EffectiveValue?, _ options: EffectiveValue?
  ) -> Decided<[String]> {
    guard type?.text == "dovecot" else { return .unknown("the configuration of \(type?.text ?? "SASL")", by: [type]) }
    guard let offered = server.value(of: "auth_mechanisms", of: .dovecot) else {
      return .unknown("the Dovecot configuration", by: [type])
    }
    let forbidsPlaintext = options?.words.contains("noplaintext") ?? false
    let words = offered.words.map { $0.lowercased() }.filter { word in
      word != "external" && !(forbidsPlaintext && ["plain", "login"].contains(word))
    }
    return Decided(words, by: [offered, options])
  }
}
