internal import SettingsGraph
internal import SourceText

extension Language2_4 {
  /// What 2.4 looks at when everything is read: each block by itself, without what stands round it.
  func check(_ state: inout ReadingState) {
    TLSCheck.warnOfIgnored(blocks.blocks.map { $0.value(of: "ssl") }, &state)
    checkStructs(&state)
    for number in blocks.blocks.indices.dropFirst() { checkListen(blocks[number], &state) }
    checkLabels(&state)
    checkLanguages(&state)
    checkBlocksNotFound(&state)
    checkExporters(&state)
    _ = checkVariables(of: BlockVariables.lists, &state)
    checkMaster(&state)
    checkDatabases(&state)
    checkDeniedProtocols(&state)
  }

  private func checkMaster(_ state: inout ReadingState) {
    let services = Services2_4(blocks, state)
    // With a value of a service that is not known 2.4.1 does not go on to those of the master process.
    let isPassedOver =
      state.version < ProgramVersion(2, 4, 2)
      && services.hasUnknownValueOfService { $0.owner.elementsEqual("service".utf8) }
    guard let main = state.mainSpan, checkVariables(of: BlockVariables.listeners, &state),
      isPassedOver || checkMasterVariables(services, &state), !services.hasUnknownValue,
      checkProtocols(services, &state)
    else { return }
    var checks = ServiceChecks(services, main: main)
    checks.checkServiceNames(&state)
    checks.run(&state)
  }

  /// A block that holds a setting of the master process is checked as if it were all of its settings.
  private func checkListen(_ block: Block, _ state: inout ReadingState) {
    func isOfMaster(_ name: [UInt8]) -> Bool {
      guard let entry = state.catalogue.entry(at: name) else { return false }
      return entry.owner.elementsEqual("master".utf8) && !name.elementsEqual("protocols".utf8)
    }
    guard let opened = block.opened,
      block.entries.keys.contains(where: isOfMaster)
        || block.children.contains(where: {
          isOfMaster(blocks[$0].word) && blocks[$0].isList && blocks[$0].opened != nil
        }),
      block.entry(Array("listen".utf8)) == nil
    else { return }
    state.refuseWhole(
      "master-setting-in-block", "A setting of the master process cannot stand in a block.", at: opened,
      daemonText: "listen can't be set empty", nextStep: "Move it out of the block.")
  }

  /// A passdb inside a block with a name is in no list of passdbs.
  private func checkDatabases(_ state: inout ReadingState) {
    for block in blocks.blocks {
      guard case .list(let word, let name) = block.kind, block.listCount > 1, let opened = block.opened,
        word.elementsEqual("passdb".utf8) || word.elementsEqual("userdb".utf8)
      else { continue }
      return refuseNotFound(word.text, name.text, at: opened, "Move it to the top level.", &state)
    }
  }

  /// `special_use = \\Foo`: any label is taken, and each that is not known is told of.
  private func checkLabels(_ state: inout ReadingState) {
    for block in blocks.blocks {
      guard case .list(let list) = block.entries[Array("mailbox_special_use".utf8)], let id = list.assignments.last,
        let span = state.graph[id].origin.span
      else { continue }
      let settings = CheckedBlock(block: block, state: state)
      for label in StructCheck.unknownLabels(settings.words("mailbox_special_use")) {
        state.warn(
          "value-questionable", "\(label) is no label that mail programs know.", at: span,
          nextStep: "Correct the label, or leave it if it is meant.",
          daemonMessage:
            "mailbox \(settings.text("mailbox_name")): special_use label \(label) is not an RFC-defined label"
            + " - allowing anyway")
      }
    }
  }

  /// `exporter = x` in a metric must be the name of an exporter.
  private func checkExporters(_ state: inout ReadingState) {
    for number in blocks[0].children {
      guard case .list(let word, let name) = blocks[number].kind, word.elementsEqual("metric".utf8),
        let id = blocks[number].value(of: "metric_exporter"), let span = state.graph[id].origin.span
      else { continue }
      let exporter = Array(state.nativeValue(of: id))
      guard !exporter.isEmpty, blocks.find(.list(Array("event_exporter".utf8), name: exporter), in: 0) == nil
      else { continue }
      let nonexistent = state.version >= ProgramVersion(2, 4, 5) ? "nonexistent" : "non-existent"
      state.refuseWhole(
        "settings-disagree", "There is no event_exporter \(exporter.text).", at: span,
        daemonText: "metric \(name.text) refers to \(nonexistent) exporter '\(exporter.text)'",
        nextStep: "Correct the name, or write event_exporter \(exporter.text) {.")
    }
  }

  // MARK: - Languages

  /// One language must be the default, and `data` stands for texts in none.
  private func checkLanguages(_ state: inout ReadingState) {
    let languages = blocks[0].children.filter { blocks[$0].word.elementsEqual("language".utf8) }
    guard let first = languages.first, let complaint = languageComplaint(languages, state) else { return }
    let (daemonText, block) = complaint
    guard let opened = blocks[block ?? first].opened else { return }
    state.refuseWhole(
      "no-default-language", "One language must be the default.", at: opened, daemonText: daemonText,
      nextStep: "Write default = yes in one of them, which is not data.")
  }

  private func languageComplaint(_ languages: [Int], _ state: ReadingState) -> (String, block: Int?)? {
    var chosen: String?
    for number in languages {
      guard case .list(_, let name) = blocks[number].kind, let id = blocks[number].value(of: "language_default"),
        (try? values.boolean(state.nativeValue(of: id))) == true
      else { continue }
      if name.elementsEqual("data".utf8) { return ("language data cannot have { default = yes }", number) }
      if let chosen {
        let with = state.version >= ProgramVersion(2, 4, 5) ? "with" : "with with"
        return (
          "Only one language \(with) { default = yes } is allowed (default is '\(chosen)', cannot set '\(name.text)' too)",
          number
        )
      }
      chosen = name.text
    }
    let hasOther = languages.contains { number in
      if case .list(_, let name) = blocks[number].kind { !name.elementsEqual("data".utf8) } else { false }
    }
    if !hasOther { return ("No valid languages", nil) }
    return chosen == nil ? ("No language with { default = yes } found", nil) : nil
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
