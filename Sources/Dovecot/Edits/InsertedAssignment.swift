internal import SettingsGraph
internal import SourceText

/// `service/auth/unix_listener/x/mode` in `protocol imap`: an assignment that is to be written, taken apart.
struct InsertedAssignment {
  let path: String
  let scope: ScopeID
  /// The last component, as it is written in its block.
  let name: [UInt8]
  /// Of the block, with the slash.
  let blockPath: [UInt8]
  /// The lines that open the blocks round it, outermost first.
  private let openings: [[UInt8]]

  init(path: String, scope: ScopeID, configuration: DovecotConfiguration, graph: SettingsGraph) {
    self.path = path
    self.scope = scope
    let bytes = Array(path.utf8)
    let slash = bytes.lastIndex(of: ASCII.slash)
    name = slash.map { Array(bytes[($0 + 1)...]) } ?? bytes
    blockPath = slash.map { Array(bytes[...$0]) } ?? []
    let filters = graph.conditions(of: scope).map { Array($0.description.utf8) }
    openings = filters + Self.sections(blockPath, configuration)
  }

  /// `service/auth/` is `service auth`; a list and a block without a name have one component.
  private static func sections(_ path: [UInt8], _ configuration: DovecotConfiguration) -> [[UInt8]] {
    var parts = path.split(separator: ASCII.slash)[...]
    var openings: [[UInt8]] = []
    while let word = parts.popFirst() {
      let type = configuration.entry(at: word)?.type
      let hasName = type != .namedFilter && type?.isList != true
      guard hasName, let name = parts.popFirst() else {
        openings.append(Array(word))
        continue
      }
      openings.append(word + [ASCII.space] + SectionName.written(name))
    }
    return openings
  }

  /// The line with the blocks round it.
  func blockText(round line: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    for (depth, opening) in openings.enumerated() {
      NativeValue.writeIndent(depth, to: &text)
      text += opening + Array(" {\n".utf8)
    }
    NativeValue.writeIndent(openings.count, to: &text)
    text += line
    for depth in openings.indices.reversed() {
      text.append(ASCII.lineFeed)
      NativeValue.writeIndent(depth, to: &text)
      text.append(ASCII.rightBrace)
    }
    return text
  }
}
