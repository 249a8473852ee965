internal import SettingsGraph
internal import SourceText

/// `imap_client_workarounds = delay-newmail`: lists of words of which only some are known.
enum WordLists {
  private static let workarounds: [(name: String, words: Set<String>)] = [
    ("imap_client_workarounds", ["delay-newmail", "tb-extra-mailbox-sep", "tb-lsub-flags"]),
    ("pop3_client_workarounds", ["outlook-no-nuls", "oe-ns-eoh"]),
    ("lmtp_client_workarounds", ["whitespace-before-path", "mailbox-for-path"]),
    ("submission_client_workarounds", ["whitespace-before-path", "mailbox-for-path"]),
  ]

  static var names: [String] { workarounds.map(\.name) + ["protocols"] }

  /// What the daemon says about the first word that it does not know.
  static func complaint(about name: String, _ words: [[UInt8]], protocols: Set<String>) -> String? {
    if name == "protocols" {
      if words.count == 1, words[0].elementsEqual("none".utf8) { return nil }
      return words.first { !protocols.contains($0.text) }.map { "protocols: Unknown protocol: \($0.text)" }
    }
    guard let known = workarounds.first(where: { $0.name == name })?.words else { return nil }
    return words.first { !known.contains($0.text) }.map { "\(name): Unknown workaround: \($0.text)" }
  }

  static func refuse(_ complaint: String, at span: SourceSpan, _ state: inout ReadingState) {
    state.refuseWhole(
      "unknown-word", "The list has a word that Dovecot does not know.", at: span, daemonText: complaint,
      nextStep: "Correct the word, or remove it.")
  }
}

extension Language2_3 {
  /// Whether the protocols are known, without which the daemon does not look at the services.
  func checkWords(_ state: inout ReadingState) -> Bool {
    var areProtocolsKnown = true
    for name in WordLists.names {
      guard let setting = state.graph.find(.dovecot, name.utf8) else { continue }
      for record in records {
        guard let id = record.current[setting], let span = state.graph[id].origin.span else { continue }
        let isComma = name != "protocols"
        let words = state.nativeValue(of: id).split { $0 == ASCII.space || (isComma && $0 == ASCII.comma) }
        let complaint = WordLists.complaint(about: name, words.map(Array.init), protocols: protocols(state))
        guard let complaint else { continue }
        if name == "protocols" { areProtocolsKnown = false }
        WordLists.refuse(complaint, at: span, &state)
      }
    }
    return areProtocolsKnown
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
  func checkWords(_ state: inout ReadingState) {
    let protocols = protocols(state)
    let keys = WordLists.names.map { (name: $0, key: Array($0.utf8)) }
    for block in blocks.blocks {
      for (name, key) in keys {
        guard case .list(let list) = block.entry(key), let id = list.assignments.last,
          let span = state.graph[id].origin.span
        else { continue }
        // From 2.4.5 on a block of which any value is taken from another setting is not looked at, and the global
        // settings of the master process have such values by default.
        if name == "protocols", state.version >= ProgramVersion(2, 4, 5) { continue }
        let words = list.elements.filter { (try? values.boolean($0.value[...])) != false }.map(\.key)
        if let complaint = WordLists.complaint(about: name, words, protocols: protocols) {
          WordLists.refuse(complaint, at: span, &state)
        }
      }
    }
  }

  private func protocols(_ state: ReadingState) -> Set<String> {
    var names: Set<String> = []
    for row in state.catalogue.rows(below: Array("service/".utf8)) {
      guard let entry = state.catalogue[row], entry.name.elementsEqual("service_protocol") else { continue }
      names.insert(entry.rawDefault.text)
    }
    for number in blocks[0].children where blocks[number].word.elementsEqual("service".utf8) {
      if let id = blocks[number].value(of: "service_protocol") { names.insert(state.nativeValue(of: id).text) }
    }
    return names.subtracting([""])
  }
}
