internal import SettingsGraph
internal import SourceText

/// `@mailbox_defaults = english`: a group that is used in a block.
struct GroupUse: Sendable {
  let label: [UInt8]
  let name: [UInt8]
  let block: Int
  let line: LogicalLine
}

extension Language2_4 {
  /// Expands `$SET:` as doveconf does without `-x`: a reference to the setting itself, with the value that it has in
  /// this block or one round it. False where the daemon refuses the line.
  func readReferences(
    _ written: inout Written, _ element: ArraySlice<UInt8>?, _ state: inout ReadingState
  ) -> Bool {
    switch written.value.form {
    case .plain, .quoted, .heredoc: return true
    case .file:
      written.native = [ASCII.less] + written.value.bytes(in: written.line)
      return true
    case .variable: break
    }
    var native: [UInt8] = []
    var expanded: [UInt8] = []
    var refersToOthers = false
    var refersToItself = false
    let text = written.value.bytes(in: written.line)
    state.noteEnvironment(text, at: written.valueSpan)
    let key = written.key.bytes(in: written.line)
    var index = text.startIndex
    while true {
      let end = text[index...].firstIndex(of: ASCII.space) ?? text.endIndex
      let word = text[index..<end]
      if let reference = Self.reference(word) {
        let isOwn = reference.elementsEqual(key)
        guard let value = value(of: reference, isOwn, written, &state) else { return false }
        native += isOwn ? value : Array(word)
        expanded += value
        if isOwn { refersToItself = true } else { refersToOthers = true }
      } else {
        native += word
        expanded += word
      }
      guard end < text.endIndex else { break }
      native.append(ASCII.space)
      expanded.append(ASCII.space)
      index = text[end...].firstIndex { !ASCII.isSpace($0) } ?? text.endIndex
    }
    // From 2.4.2 on a value that refers to others only waits as it is until all is read.
    let waits = state.version >= ProgramVersion(2, 4, 2) && refersToOthers && !refersToItself
    if waits, written.resolved.entry.type == .file {
      fileReference(written, &state)
      return false
    }
    written.native = waits ? Array(text) : native
    written.expanded = expanded
    return true
  }

  /// The name in `$SET:name`.
  static func reference(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    word.starts(with: Array("$SET:".utf8)) ? word.dropFirst(5) : nil
  }

  /// The value behind `$SET:`; nil where the daemon refuses the line. doveconf looks at the names of other settings
  /// only when it expands them (`-x`), as the server does.
  private func value(
    of reference: ArraySlice<UInt8>, _ isOwn: Bool, _ written: Written, _ state: inout ReadingState
  ) -> [UInt8]? {
    let name = reference.lastIndex(of: ASCII.slash).map { reference[($0 + 1)...] } ?? reference
    guard let entry = state.catalogue.entry(at: name), !entry.type.isOnlyDefault else {
      unknownReference(name, written, &state)
      return []
    }
    guard !entry.type.isBlock, !entry.type.isList else {
      unexpandableReference(reference, isOwn, written, &state)
      return isOwn ? nil : []
    }
    for block in blocks.outward(from: block) {
      guard case .value(let id) = blocks[block].entries[Array(name)] else { continue }
      let value = Array(state.nativeValue(of: id))
      if isOwn, state.version >= ProgramVersion(2, 4, 2), value.contains("$SET:") {
        chainedReference(reference, written, &state)
        return nil
      }
      return value
    }
    return entry.defaultValue(knowsUnlimited: true)?.normalForm ?? []
  }
}
