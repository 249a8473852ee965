internal import SettingsGraph
internal import SourceText

extension Language2_3 {
  /// Makes the assignments that stand for a name of 2.2; false where the line means what it says.
  mutating func assignObsolete(_ written: Written, _ state: inout ReadingState) -> Bool {
    guard path.isEmpty, written.value.form == .plain || written.value.form == .quoted else { return false }
    let name = isInAuthSection ? prefixed(written.name) : written.name
    let text = written.value.bytes(in: written.line)
    guard let obsolete = ObsoleteSettings(name, text, in: records[filter].facts) else {
      guard isInAuthSection else { return false }
      assignReplacement(.init(section: "", name: name.text, value: Array(text)), written, &state)
      return true
    }
    for note in obsolete.notes { warnOfObsolete(note, written.line, name: name, &state) }
    if let failure = obsolete.failure { warnOfDropped(failure, written.line, &state) }
    for replacement in obsolete.replacements { assignReplacement(replacement, written, &state) }
    return true
  }

  /// `plugin { imap_zlib_compress_level = 6 }`: a key that got another name.
  mutating func renameInPlugin(_ written: inout Written, _ state: inout ReadingState) {
    guard state.version >= ProgramVersion(2, 3, 15), written.name.elementsEqual("imap_zlib_compress_level"),
      path.elementsEqual("plugin/".utf8)
    else { return }
    let new = "imap_compress_deflate_level"
    warnOfObsolete("\(written.name.text) has been replaced by \(new)", written.line, name: written.name, &state)
    written.name = Array(new.utf8)[...]
  }

  private func prefixed(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let prefix = Array("auth_".utf8)
    return name.starts(with: prefix) ? name : (prefix + name)[...]
  }

  /// An assignment in place of the written one; what goes into a service mostly stands in the global record, what goes
  /// into `plugin` in the filter that is open.
  mutating func assignReplacement(
    _ replacement: ObsoleteSettings.Replacement, _ written: Written, _ state: inout ReadingState
  ) {
    if replacement.needsSection, !records[0].has(Array(replacement.section.utf8.dropLast())) { return }
    let isOfFilter = replacement.isOfFilter ?? (replacement.section.isEmpty || replacement.section == "plugin/")
    let target = isOfFilter ? filter : 0
    let parts = replacement.section.utf8.split(separator: ASCII.slash)
    var path: [UInt8] = []
    var cataloguePath: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if index % 2 == 1 {
        openSilently(Array(part), in: Array(path.dropLast()), of: target, isUnique: true, written.line)
      }
      path += part + [ASCII.slash]
      cataloguePath += (index % 2 == 1 ? [ASCII.asterisk] : Array(part)) + [ASCII.slash]
    }
    let isList = path.elementsEqual("plugin/".utf8)
    var copy = written
    copy.replacement = replacement.isFile ? [ASCII.less] + replacement.value : replacement.value
    copy.target = target
    copy.name = Array(replacement.name.utf8)[...]
    let row = isList ? nil : state.catalogue.row(at: cataloguePath + copy.name)
    guard isList || row != nil else {
      return unknownSetting(copy.name, at: written.line.sourceSpan(of: written.key.range), written.line, &state)
    }
    assign(copy, at: path + copy.name, row, &state)
  }

  // MARK: - auth { … } of version 1

  private var isInAuthSection: Bool { frames.last?.kind == .auth }

  /// `auth default {`, `passdb sql {` and `socket listen {` in it, `protocol managesieve {`; false for any other block.
  mutating func openObsolete(
    _ word: ArraySlice<UInt8>, _ name: Word, _ line: LogicalLine, _ inclusion: InclusionID,
    _ state: inout ReadingState
  ) -> Bool {
    let text = name.bytes(in: line)
    switch frames.last?.kind {
    case .auth: return openInAuth(word, text, name, line, inclusion, &state)
    case .socketListen:
      let isMaster = word.elementsEqual("master")
      guard isMaster || word.elementsEqual("client") else { return false }
      push(.socket(isMaster: isMaster), word, line)
      socket = [:]
      return true
    default: break
    }
    guard path.isEmpty else { return false }
    if word.elementsEqual("service"), text.elementsEqual("dns_client") {
      warnOfObsolete(
        "service dns_client {} has been replaced by service dns-client { }", line, name: text, &state)
      openSection(word, Word(name.range, unescaped: Array("dns-client".utf8)), line, inclusion, &state)
      return true
    }
    guard word.elementsEqual("auth") else { return false }
    warnOfObsolete(
      "add auth_ prefix to all settings inside auth {} and remove the auth {} section completely", line, name: word,
      &state)
    push(.auth, word, line, words: frames.last?.words ?? "")
    return true
  }

  private mutating func openInAuth(
    _ word: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>, _ name: Word, _ line: LogicalLine,
    _ inclusion: InclusionID, _ state: inout ReadingState
  ) -> Bool {
    if word.elementsEqual("passdb") || word.elementsEqual("userdb") {
      warnOfObsolete(
        "\(word.text) \(text.text) {} has been replaced by \(word.text) { driver=\(text.text) }", line, name: word,
        &state)
      openSection(word, Word(name.range.lowerBound..<name.range.lowerBound), line, inclusion, &state)
      var written = Written(
        key: name, value: WrittenValue(.plain, written: name.range, text: name.range), line: line,
        inclusion: inclusion, name: Array("driver".utf8)[...])
      written.target = filter
      assign(written, at: path + written.name, state.catalogue.row(at: cataloguePath + written.name), &state)
      return true
    }
    guard word.elementsEqual("socket") else { return false }
    guard text.elementsEqual("listen") else {
      warnOfObsolete(
        "socket \(text.text) {} is no longer supported, configure external auth server separately", line, name: word,
        &state)
      return false
    }
    push(.socketListen, word, line)
    return true
  }

  /// `path`, `mode`, `user` and `group` of a socket wait for its closing brace.
  mutating func assignInSocket(_ written: Written) -> Bool {
    guard case .socket = frames.last?.kind else { return false }
    socket[written.name.text] = written
    return true
  }

  /// What the socket becomes: `service auth { unix_listener PATH {`.
  mutating func closeSocket(isMaster: Bool, _ line: LogicalLine, _ state: inout ReadingState) {
    guard let path = socket["path"].map({ $0.value.bytes(in: $0.line).text }) else {
      return refuseSocket("socket listen {} is missing path", line, &state)
    }
    let base = "/run/dovecot/"
    let name = path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
    let isForMaster = name.hasSuffix("-master") || name.hasSuffix("-userdb")
    guard isForMaster == isMaster else {
      return refuseSocket(
        isMaster
          ? "socket listen { master { path=.. } } must end with -master (or -userdb) suffix"
          : "socket listen { client { path=.. } } must end not with -master or -userdb suffix", line, &state)
    }
    let section = "service/auth/unix_listener/\(SectionName.escaped(name.utf8).text)/"
    openSilently(Array("auth".utf8), in: Array("service".utf8), of: 0, isUnique: true, line)
    openSilently(Array(name.utf8), in: Array("service/auth/unix_listener".utf8), of: 0, isUnique: true, line)
    for setting in ["mode", "user", "group"] {
      guard let written = socket[setting] else { continue }
      assignReplacement(
        .init(section: section, name: setting, value: Array(written.value.bytes(in: written.line))), written, &state)
    }
  }

  private func refuseSocket(_ daemonText: String, _ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "bad-socket", "The socket cannot be translated into a listener.", at: line.span, line: line,
      daemonText: daemonText, nextStep: "Write service auth { unix_listener PATH { … } } in its place.")
  }

  // MARK: - Messages

  mutating func warnOfObsolete(
    _ note: String, _ line: LogicalLine, name: ArraySlice<UInt8>, _ state: inout ReadingState
  ) {
    if !hasSaidObsolete {
      hasSaidObsolete = true
      state.diagnostics.append(
        Diagnostic(
          .note, code: "dovecot.obsolete-names", "Names of Dovecot 2.2 and older are in use; 2.4 knows none of them.",
          at: .span(line.span), nextStep: "Write the names that the warnings give.",
          daemonMessage: "NOTE: You can get a new clean config file with: doveconf -Pn > dovecot-new.conf"))
    }
    let place = "\(state.files.path(of: line.file)):\(state.files.line(of: line.lastSpan))"
    state.warn(
      "obsolete-name", "\(name.text) is a name of Dovecot 2.2 or older: \(note).", at: line.span,
      nextStep: "Write the new name.", daemonMessage: "Obsolete setting in \(place): \(note)")
  }

  private func warnOfDropped(_ failure: String, _ line: LogicalLine, _ state: inout ReadingState) {
    state.warn(
      "obsolete-value", "The daemon drops this line, since it does not know a word in it.", at: line.span,
      nextStep: "Write ssl_min_protocol with the lowest version to allow.", daemonMessage: failure)
  }
}
