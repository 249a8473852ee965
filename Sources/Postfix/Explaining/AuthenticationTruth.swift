internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_path`, `permit_sasl_authenticated`, `smtpd_tls_auth_only`: what is left of them where SASL or TLS is off.
struct AuthenticationTruth {
  private let question: ImplicationQuestion

  init(_ question: ImplicationQuestion) { self.question = question }

  var implications: [Implication] {
    permitsNobody + authenticationOff + anotherServer + authenticationNeverOffered + onlyOverTLS + encryptionOff
  }

  /// Whether a switch is on for some service of the question: the one that is named, or any with an option of its own.
  private func isOnSomewhere(_ name: String, _ program: String, isOn: (String) -> Bool = { $0.lowercased() == "yes" })
    -> Bool
  {
    if isOn(question.value(of: name)) { return true }
    guard question.resolution.context.service == nil else { return false }
    return question.configuration.services.contains { service in
      service.isEnabled && service.command == program
        && service.options.contains { $0.name == name && isOn($0.value) }
    }
  }

  /// `permit_sasl_authenticated` never permits where no client can authenticate.
  private var permitsNobody: [Implication] {
    guard question.isRestrictionList, !isOnSomewhere("smtpd_sasl_auth_enable", "smtpd"),
      question.names(of: question.name).contains("permit_sasl_authenticated")
    else { return [] }
    return [
      Implication(
        "With smtpd_sasl_auth_enable = no\(question.serviceText), permit_sasl_authenticated permits nobody.",
        span: question.explicitSpan(of: "smtpd_sasl_auth_enable"),
        remedy: question.setting("smtpd_sasl_auth_enable", to: "yes"))
    ]
  }

  /// `smtpd_sasl_path` without `smtpd_sasl_auth_enable`, `smtp_sasl_password_maps` without `smtp_sasl_auth_enable`.
  private var authenticationOff: [Implication] {
    for program in ["smtpd", "smtp", "lmtp"] where question.name.hasPrefix("\(program)_sasl_") && question.isExplicit {
      let switchName = "\(program)_sasl_auth_enable"
      guard question.name != switchName, !isOnSomewhere(switchName, program) else { continue }
      return [
        Implication(
          "With \(switchName) = no\(question.serviceText), \(question.name) is not used.",
          span: question.explicitSpan(of: switchName), makesMoot: true, remedy: question.setting(switchName, to: "yes"))
      ]
    }
    return []
  }

  /// `smtpd_sasl_path = private/auth` of the type cyrus, which is the default: the name of a file, not of a socket.
  private var anotherServer: [Implication] {
    guard question.name == "smtpd_sasl_path", question.isExplicit else { return [] }
    let type = question.value(of: "smtpd_sasl_type")
    guard type != "dovecot", question.value(of: question.name).contains("/") else { return [] }
    return [
      Implication(
        "With smtpd_sasl_type = \(type)\(question.place(question.explicitSpan(of: "smtpd_sasl_type"))), smtpd does not ask a socket of Dovecot.",
        span: question.explicitSpan(of: "smtpd_sasl_type"), makesMoot: true,
        remedy: question.setting("smtpd_sasl_type", to: "dovecot"))
    ]
  }

  private var offersTLS: Bool {
    let level = question.value(of: "smtpd_tls_security_level")
    guard level.isEmpty else { return level != "none" }
    return ["smtpd_use_tls", "smtpd_enforce_tls"].contains { question.isYes($0) }
  }

  private var offersTLSSomewhere: Bool {
    offersTLS || isOnSomewhere("smtpd_tls_security_level", "smtpd") { !$0.isEmpty && $0 != "none" }
      || ["smtpd_tls_wrappermode", "smtpd_use_tls", "smtpd_enforce_tls"].contains { isOnSomewhere($0, "smtpd") }
  }

  /// AUTH only over TLS, and no TLS.
  private var authenticationNeverOffered: [Implication] {
    guard question.name == "smtpd_sasl_auth_enable", question.isYes("smtpd_sasl_auth_enable"),
      question.isYes("smtpd_tls_auth_only"), !offersTLSSomewhere
    else { return [] }
    return [
      Implication(
        "\(question.stated("smtpd_tls_auth_only")) offers AUTH over TLS alone, and \(question.stated("smtpd_tls_security_level")) offers no TLS: nobody can log in.",
        span: question.explicitSpan(of: "smtpd_tls_auth_only"), makesMoot: true,
        remedy: question.setting("smtpd_tls_security_level", to: "may"))
    ]
  }

  /// AUTH is neither announced nor accepted before TLS.
  private var onlyOverTLS: [Implication] {
    guard ["smtpd_sasl_auth_enable", "smtpd_tls_auth_only"].contains(question.name),
      question.isYes("smtpd_tls_auth_only")
    else { return [] }
    if question.name == "smtpd_tls_auth_only", !isOnSomewhere("smtpd_sasl_auth_enable", "smtpd") {
      return [
        Implication(
          "With smtpd_sasl_auth_enable = no\(question.serviceText) there is no AUTH at all, and smtpd_tls_auth_only has nothing to forbid.",
          span: question.explicitSpan(of: "smtpd_sasl_auth_enable"), makesMoot: true,
          remedy: question.setting("smtpd_sasl_auth_enable", to: "yes"))
      ]
    }
    return [
      Implication(
        "With smtpd_tls_auth_only = yes, smtpd does not offer AUTH on a connection without TLS.",
        span: question.explicitSpan(of: "smtpd_tls_auth_only"))
    ]
  }

  /// `smtpd_tls_cert_file` without `smtpd_tls_security_level`.
  private var encryptionOff: [Implication] {
    let level = "smtpd_tls_security_level"
    let switches = [level, "smtpd_tls_wrappermode", "smtpd_tls_auth_only"]
    guard question.name.hasPrefix("smtpd_tls_"), !switches.contains(question.name), question.isExplicit,
      !offersTLSSomewhere
    else { return [] }
    return [
      Implication(
        "\(question.stated(level)) offers no TLS\(question.serviceText), and \(question.name) is not used.",
        span: question.explicitSpan(of: level), makesMoot: true, remedy: question.setting(level, to: "may"))
    ]
  }
}
