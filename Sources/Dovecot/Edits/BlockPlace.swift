internal import SettingsGraph
internal import SourceText

/// One opening of a block with its closing brace: where a line can be put into it.
struct BlockPlace: Sendable {
  let scope: ScopeID
  /// Of the settings inside, with the slash; empty for a filter.
  let path: [UInt8]
  let opened: SourceSpan
  let closed: SourceSpan

  func contains(_ span: SourceSpan) -> Bool {
    opened.file == span.file && closed.file == span.file && opened.upper <= span.lower && span.upper <= closed.lower
  }
}
