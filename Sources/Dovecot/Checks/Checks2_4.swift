internal import SettingsGraph
internal import SourceText

extension Language2_4 {
  /// What 2.4 looks at when everything is read: each block by itself, without what stands round it.
  func check(_ state: inout ReadingState) {
    TLSCheck.warnOfIgnored(blocks.blocks.map { $0.value(of: "ssl") }, &state)
    for number in blocks.blocks.indices {
      checkCleartext(blocks[number], &state)
      if number > 0 { checkListen(blocks[number], &state) }
    }
    checkLanguages(&state)
    checkWords(&state)
    checkLimits(&state)
    checkListeners(&state)
    checkProcessLimits(&state)
    checkDatabases(&state)
  }

  private func checkCleartext(_ block: Block, _ state: inout ReadingState) {
    guard let ssl = block.value(of: "ssl"), state.nativeValue(of: ssl).elementsEqual("required".utf8),
      let cleartext = block.value(of: "auth_allow_cleartext"), let span = state.graph[cleartext].origin.span,
      (try? values.boolean(state.nativeValue(of: cleartext))) == true
    else { return }
    state.refuseWhole(
      "cleartext-with-required-tls", "With ssl = required no client may log in without TLS.", at: span,
      daemonText: "auth_allow_cleartext=yes has no effect with ssl=required",
      nextStep: "Write auth_allow_cleartext = no, or ssl = yes.")
  }

  /// A block that holds a setting of the master process is checked as if it were all of its settings.
  private func checkListen(_ block: Block, _ state: inout ReadingState) {
    func isOfMaster(_ name: [UInt8]) -> Bool {
      guard let entry = state.catalogue.entry(at: name) else { return false }
      return entry.owner.elementsEqual("master".utf8) && !name.elementsEqual("protocols".utf8)
    }
    guard let opened = block.opened,
      block.entries.keys.contains(where: isOfMaster)
        || block.children.contains(where: { blocks[$0].isList && isOfMaster(blocks[$0].word) }),
      block.entry(Array("listen".utf8)) == nil
    else { return }
    state.refuseWhole(
      "master-setting-in-block", "A setting of the master process cannot stand in a block.", at: opened,
      daemonText: "listen can't be set empty", nextStep: "Move it out of the block.")
  }

  /// A listener outside every service is one of each service, so that they all listen at one place. Not looked at from
  /// 2.4.5 on.
  private func checkListeners(_ state: inout ReadingState) {
    guard state.version < ProgramVersion(2, 4, 5) else { return }
    for number in blocks[0].children {
      guard case .list(let word, let name) = blocks[number].kind, let opened = blocks[number].opened,
        word.elementsEqual("unix_listener".utf8) || word.elementsEqual("fifo_listener".utf8)
      else { continue }
      let base = blocks[0].value(of: "base_dir").map { state.nativeValue(of: $0).text } ?? "/run/dovecot"
      let path = name.first == ASCII.slash ? name.text : "\(base)/\(name.text)"
      return state.refuseWhole(
        "duplicate-listener", "A listener outside every service is one of all services.", at: opened,
        daemonText: "duplicate listener: \(path)", nextStep: "Move it into the service that it belongs to.")
    }
  }

  /// Some services are one process. Not looked at from 2.4.5 on.
  private func checkProcessLimits(_ state: inout ReadingState) {
    guard state.version < ProgramVersion(2, 4, 5) else { return }
    for number in blocks[0].children {
      guard case .list(let word, let name) = blocks[number].kind, word.elementsEqual("service".utf8),
        SingleProcess.services.contains(name.text), let id = blocks[number].value(of: "service_process_limit"),
        let limit = Int(state.nativeValue(of: id).text), limit > 1, let span = state.graph[id].origin.span
      else { continue }
      state.refuseWhole(
        "service-limits", "The service \(name.text) is one process.", at: span,
        daemonText: "service(\(name.text)): process_limit must be 1", nextStep: "Remove the limit.")
    }
  }

  /// A passdb inside a block with a name is in no list of passdbs.
  private func checkDatabases(_ state: inout ReadingState) {
    for block in blocks.blocks {
      guard case .list(let word, let name) = block.kind, block.listCount > 1, let opened = block.opened,
        word.elementsEqual("passdb".utf8) || word.elementsEqual("userdb".utf8)
      else { continue }
      let (kind, text) = (word.text, name.text)
      return state.refuseWhole(
        "database-in-block", "A \(kind) cannot stand in another block with a name.", at: opened,
        daemonText: "Failed to get \(kind) \(text): Filter \(kind)=\(text) unexpectedly not found "
          + "(invalid userdb or -o override settings?)",
        nextStep: "Move it to the top level.")
    }
  }

  private func checkLanguages(_ state: inout ReadingState) {
    let languages = blocks[0].children.filter { blocks[$0].word.elementsEqual("language".utf8) }
    guard let first = languages.first, let opened = blocks[first].opened else { return }
    let hasDefault = languages.contains { number in
      blocks[number].value(of: "language_default").map { (try? values.boolean(state.nativeValue(of: $0))) == true }
        ?? false
    }
    guard !hasDefault else { return }
    state.refuseWhole(
      "no-default-language", "One language must be the default.", at: opened,
      daemonText: "No language with { default = yes } found", nextStep: "Write default = yes in one of them.")
  }
}

extension Block {
  /// So many entries are sooner looked through than found by their hash.
  private static let few = 8

  func entry(_ name: [UInt8]) -> Entry? {
    entries.count > Self.few ? entries[name] : entries.first { $0.key == name }?.value
  }

  func value(of name: StaticString) -> AssignmentID? {
    if entries.count <= Self.few {
      for (key, entry) in entries where key.elementsEqual(name) {
        if case .value(let id) = entry { return id }
      }
      return nil
    }
    if case .value(let id) = entries[Array(name.description.utf8)] { return id }
    return nil
  }
}

/// Services that may have one process only, as the program says of itself.
enum SingleProcess {
  static let services: Set<String> = [
    "anvil", "auth", "director", "indexer", "ipc", "log", "old-stats", "replicator",
  ]
}
