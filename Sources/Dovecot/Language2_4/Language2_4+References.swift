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
    let text = written.value.bytes(in: written.line)
    let key = written.key.bytes(in: written.line)
    var index = text.startIndex
    while true {
      let end = text[index...].firstIndex(of: ASCII.space) ?? text.endIndex
      let word = text[index..<end]
      if let reference = Self.reference(word) {
        guard let value = value(of: reference, written, &state) else { return false }
        if reference.elementsEqual(key), state.version >= ProgramVersion(2, 4, 2), value.text.contains("$SET:") {
          chainedReference(reference, written, &state)
          return false
        }
        native += reference.elementsEqual(key) ? value : Array(word)
        expanded += value
      } else {
        native += word
        if !word.starts(with: Array("$ENV:".utf8)) { expanded += word }
      }
      guard end < text.endIndex else { break }
      native.append(ASCII.space)
      expanded.append(ASCII.space)
      index = text[end...].firstIndex { !ASCII.isSpace($0) } ?? text.endIndex
    }
    written.native = native
    written.expanded = expanded
    return true
  }

  /// The name in `$SET:name`.
  static func reference(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    word.starts(with: Array("$SET:".utf8)) ? word.dropFirst(5) : nil
  }

  private func value(
    of reference: ArraySlice<UInt8>, _ written: Written, _ state: inout ReadingState
  ) -> [UInt8]? {
    guard let entry = state.catalogue.entry(at: reference), !entry.type.isOnlyDefault else {
      // doveconf looks at names of other settings with -x only; 2.4.2 and later at all of them.
      unknownReference(reference, written, &state)
      return state.version >= ProgramVersion(2, 4, 2) || reference.elementsEqual(written.key.bytes(in: written.line))
        ? nil : []
    }
    guard !entry.type.isBlock, !entry.type.isList else {
      unexpandableReference(reference, written, &state)
      return nil
    }
    for block in blocks.outward(from: block) {
      if case .value(let id) = blocks[block].entries[Array(reference)] { return Array(state.nativeValue(of: id)) }
    }
    return entry.defaultValue(knowsUnlimited: true)?.normalForm ?? []
  }
}
