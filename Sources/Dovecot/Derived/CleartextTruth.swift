internal import SettingsGraph
internal import SourceText

/// `disable_plaintext_auth = no`, in 2.4 `auth_allow_cleartext = yes`: when a password may come without TLS after all,
/// and when not in spite of it.
///
/// 2.3: TLS, a trusted network, or the server's own address counts as secured. With `ssl = required`, `no` is accepted
/// and has no effect (2.3.19.1, running server). 2.4: `yes` with `ssl = required` is refused (2.4.1, 2.4.5), and
/// trusted networks do not count with it.
struct CleartextTruth {
  private let question: DovecotConfiguration.Question
  private let resolution: Resolution

  init(_ question: DovecotConfiguration.Question, _ resolution: Resolution) {
    self.question = question
    self.resolution = resolution
  }

  private var is2_4: Bool { question.configuration.is2_4 }
  private var name: String { is2_4 ? "auth_allow_cleartext" : "disable_plaintext_auth" }

  private var isOpen: Bool {
    let value = question.configuration.expandedValue(of: resolution, in: question.graph, files: question.files)?
      .revealed(in: question.files).text
    return value == (is2_4 ? "yes" : "no")
  }

  var implications: [Implication] {
    let ssl = question.value(of: "ssl")
    return ofTLS(ssl) + (isOpen ? [] : ofSecuredClients(ssl))
  }

  private func ofTLS(_ ssl: (text: String, span: SourceSpan?)) -> [Implication] {
    guard ssl.text == "required" else { return [] }
    let remedy = Remedy.set("ssl", to: "yes", at: ssl.span)
    if is2_4 {
      return [
        Implication(
          "With ssl = required the daemon refuses \(name) = yes; no is the only value that fits.", span: ssl.span,
          makesMoot: isOpen, remedy: isOpen ? remedy : nil)
      ]
    }
    guard isOpen else {
      return [Implication("With ssl = required, \(name) = no would have no effect either.", span: ssl.span)]
    }
    return [
      Implication(
        "ssl = required asks for TLS before any login, so that \(name) = no has no effect.", span: ssl.span,
        makesMoot: true, remedy: remedy)
    ]
  }

  /// Clients that log in without TLS although the setting says that nobody may.
  private func ofSecuredClients(_ ssl: (text: String, span: SourceSpan?)) -> [Implication] {
    let context = question.context
    if let local = context.localIP, local == context.remoteIP {
      return [
        Implication(
          "The client's address is the server's own, which counts as secured: it logs in without TLS all the same.",
          span: nil, makesMoot: true)
      ]
    }
    let trusted = question.value(of: "login_trusted_networks")
    guard !trusted.text.isEmpty, !(is2_4 && ssl.text == "required") else { return [] }
    guard let remote = context.remoteIP.flatMap({ IPAddress(maybeBracketed: $0) }) else {
      return [
        Implication(
          "Clients from login_trusted_networks (\(trusted.text)) log in without TLS all the same.", span: trusted.span)
      ]
    }
    let isTrusted = DerivedTruth.words(trusted.text).contains { Network(String($0))?.contains(remote) ?? false }
    guard isTrusted else { return [] }
    return [
      Implication(
        "The client is in login_trusted_networks, which counts as secured: it logs in without TLS all the same.",
        span: trusted.span, makesMoot: true, remedy: Remedy("Take the network out of the list.", at: trusted.span))
    ]
  }
}
