internal import SettingsGraph
internal import SourceText

/// `protocol !imap {` and `protocol !pop3 {`: the authentication process takes one denied protocol and ends where it
/// sees two, so that nobody logs in (2.3.19, 2.4.1 and 2.4.5, running servers). doveconf does not look.
enum DeniedProtocols {
  /// The blocks by the names of their protocols, in the order in which the daemon goes through them.
  static func check(_ blocks: [(protocolName: String, opened: SourceSpan?)], _ state: inout ReadingState) {
    let denied = blocks.filter { $0.protocolName.hasPrefix("!") }
    guard let first = denied.first, let second = denied.first(where: { $0.protocolName != first.protocolName }),
      let span = second.opened
    else { return }
    let word = state.version < ProgramVersion(2, 4) ? "protocol !services" : "!protocols"
    state.diagnostics.append(
      Diagnostic(
        .error, code: "dovecot.denied-protocols",
        "protocol \(first.protocolName) and protocol \(second.protocolName) make the authentication process end: "
          + "nobody can log in.", at: .span(span),
        nextStep: "Name the protocols that the settings are for, each in its own block.",
        daemonMessage: "Can't have multiple \(word) (seen \(first.protocolName) and \(second.protocolName))"))
  }
}

extension Language2_3 {
  /// Only filters count in which something is set that the process reads.
  func checkDeniedProtocols(_ state: inout ReadingState) {
    let denied = records.filter { $0.facts.protocolName?.hasPrefix("!") == true }
    guard denied.count > 1 else { return }
    let read = denied.filter { record in
      record.current.keys.contains { setting in
        Self.isReadByAuthentication(Array(state.graph.name(of: setting).utf8), state)
      } || record.sections.contains { $0.list.elementsEqual("passdb".utf8) || $0.list.elementsEqual("userdb".utf8) }
    }
    DeniedProtocols.check(read.map { ($0.facts.protocolName ?? "", $0.opened) }, &state)
  }

  /// Settings of every process, of TLS in general, and of authentication.
  private static func isReadByAuthentication(_ name: [UInt8], _ state: ReadingState) -> Bool {
    guard let entry = state.catalogue.entry(at: name) else { return false }
    switch entry.owner.text {
    case "auth", "ssl": return true
    case "master": return !name.starts(with: Array("default_".utf8)) && !["listen", "protocols"].contains(name.text)
    default: return ["verbose_proctitle", "ssl_client_ca_dir", "ssl_client_ca_file"].contains(name.text)
    }
  }
}

extension Language2_4 {
  /// Empty blocks count too, and those in other filters.
  func checkDeniedProtocols(_ state: inout ReadingState) {
    let protocols = blocks.blocks.compactMap { block -> (String, SourceSpan?)? in
      guard case .filter(.protocolName, let name) = block.kind else { return nil }
      return (name, block.opened)
    }
    DeniedProtocols.check(protocols, &state)
  }
}
