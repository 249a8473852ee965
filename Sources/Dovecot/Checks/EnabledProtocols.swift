internal import SettingsGraph
internal import SourceText

/// `protocols = imap lmtp`: each must be the protocol of some service.
enum EnabledProtocols {
  static func complaint(about words: [String], known: Set<String>) -> String? {
    words.first { !known.contains($0) }.map { "protocols: Unknown protocol: \($0)" }
  }

  static let message = "A protocol is enabled that no service is for."
  static let nextStep = "Correct the word, remove it, or install the package that has the service."
}

extension Language2_3 {
  /// Whether the protocols are known, without which the daemon does not look at the services.
  func checkProtocols(_ state: inout ReadingState) -> Bool {
    guard let setting = state.graph.find(.dovecot, "protocols".utf8) else { return true }
    var areKnown = true
    for record in records {
      guard let id = record.current[setting], let span = state.graph[id].origin.span else { continue }
      let words = state.nativeValue(of: id).split(separator: ASCII.space).map(\.text)
      guard words != ["none"], let complaint = EnabledProtocols.complaint(about: words, known: protocols(state))
      else { continue }
      areKnown = false
      state.refuseWhole(
        "unknown-word", EnabledProtocols.message, at: span, daemonText: complaint, nextStep: EnabledProtocols.nextStep)
    }
    return areKnown
  }

  /// The protocols that a service is for: those of the program, and of services in the files.
  private func protocols(_ state: ReadingState) -> Set<String> {
    var names: Set<String> = []
    for row in state.catalogue.rows(below: Array("service/".utf8)) {
      guard let entry = state.catalogue[row], entry.name.elementsEqual("protocol"), entry.type == .defaultOverride
      else { continue }
      names.insert(entry.rawDefault.text)
    }
    for (setting, id) in records[0].current where state.graph.name(of: setting).hasSuffix("/protocol") {
      names.insert(state.nativeValue(of: id).text)
    }
    return names.subtracting([""])
  }
}

extension Language2_4 {
  /// Only the global list is looked at; from 2.4.2 on by the master process alone.
  func checkProtocols(_ services: Services2_4, _ state: inout ReadingState) -> Bool {
    guard case .list(let list) = blocks[0].entries[Array("protocols".utf8)], let id = list.assignments.last,
      let span = state.graph[id].origin.span
    else { return true }
    let known = Set(services.names.indices.map { services.values(of: $0).protocolName }).subtracting([""])
    let words = CheckedBlock(block: blocks[0], state: state).words("protocols")
    guard let complaint = EnabledProtocols.complaint(about: words, known: known) else { return true }
    if state.version >= ProgramVersion(2, 4, 2) {
      state.refuseAtStart(
        "unknown-word", EnabledProtocols.message, at: span, daemonText: complaint, nextStep: EnabledProtocols.nextStep)
    } else {
      state.refuseWhole(
        "unknown-word", EnabledProtocols.message, at: span, daemonText: complaint, nextStep: EnabledProtocols.nextStep)
    }
    return false
  }
}
