internal import MailServer
internal import ServerTree
internal import SourceText

/// A server with changes made on it one after the other, each on the files that those before it have left.
struct ChangedServer: Sendable {
  /// As it was when it was last read.
  private(set) var server: MailServer
  /// Of every file that was changed, links followed.
  private(set) var contents: [TreePath: [UInt8]] = [:]
  /// The files that were made, each with the one that it gets its owner and permissions from.
  private(set) var made: [TreePath: TreePath] = [:]
  /// Files that were written since.
  private var unread: Set<TreePath> = []

  init(_ server: MailServer) { self.server = server }

  /// Applies edits of the server as it is now and reads it again; false, and nothing done, where two of them change the
  /// same bytes.
  mutating func make(_ edits: [SourceEdit]) -> Bool {
    guard write(edits) else { return false }
    reread()
    return true
  }

  /// Applies edits of the server as it is now, which is to be read again before the next ones.
  mutating func write(_ edits: [SourceEdit]) -> Bool {
    var changed: [TreePath: [UInt8]] = [:]
    for (path, edits) in Dictionary(grouping: edits, by: \.path) {
      guard let after = try? edits.map(\.edit).applied(to: server.bytes(at: path)) else { return false }
      changed[path] = after
    }
    contents.merge(changed) { _, new in new }
    for edit in edits where made[edit.path] == nil { made[edit.path] = edit.like }
    unread.formUnion(changed.keys)
    return true
  }

  mutating func reread() {
    guard !unread.isEmpty else { return }
    server = server.rereading(with: contents.filter { unread.contains($0.key) })
    unread = []
  }

  // MARK: - Changes with wishes

  /// What a change comes to here, with a marker above it where it is made for a time.
  func way(of change: WishedEdits) -> WishFulfilment {
    marked(ChangeFulfilment.result(of: change.wishes, on: self, style: change.style).way, change.expiry)
  }

  private func marked(_ way: WishFulfilment, _ expiry: Expiry?) -> WishFulfilment {
    guard let expiry, case .edits(let edits, let notes) = way else { return way }
    return .edits(markers(expiry, of: edits) + edits, notes: notes)
  }

  /// Makes a change; what those before it have made true already is no more to be done.
  ///
  /// - Returns: what stands in the way.
  mutating func make(_ change: WishedEdits) -> String? {
    let result = ChangeFulfilment.result(of: change.wishes, on: self, style: change.style)
    switch marked(result.way, change.expiry) {
    case .edits where change.expiry == nil:
      self = result.changed
      reread()
      return nil
    case .edits(let edits, _): return make(edits) ? nil : "Two of its edits change the same bytes."
    case .alreadyHolds, .doesNotApply: return nil
    case .obstacle(let text): return text
    }
  }

  /// A line with the date above the first edit of each file.
  private func markers(_ expiry: Expiry, of edits: [SourceEdit]) -> [SourceEdit] {
    Dictionary(grouping: edits, by: \.path).sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
      .compactMap { path, edits in
        guard let first = edits.map(\.edit.range.lowerBound).min() else { return nil }
        let bytes = server.bytes(at: path)
        let start = bytes[..<first].lastIndex(of: ASCII.lineFeed).map { $0 + 1 } ?? 0
        let marker = TextEdit.insertion(Array("\(expiry.marker)\n".utf8), at: start)
        return edits[0].like.map { SourceEdit(marker, making: path, like: $0) } ?? SourceEdit(marker, at: path)
      }
  }

  /// An edit of the server as it is now, as a plan keeps it.
  func planned(_ edit: SourceEdit) -> PlannedEdit {
    let bytes = server.bytes(at: edit.path)
    return PlannedEdit(
      path: edit.path.description, line: LineIndex(bytes).position(of: edit.edit.range.lowerBound).line,
      offset: edit.edit.range.lowerBound, removed: Array(bytes[edit.edit.range]), inserted: edit.edit.replacement)
  }
}

/// What a change wishes, how it is to be written, and until when it counts.
struct WishedEdits: Sendable {
  let wishes: [Wish]
  let style: EditStyle
  let expiry: Expiry?
}

extension MailServer {
  /// The bytes of a file; none where it is yet to be made.
  func bytes(at path: TreePath) -> [UInt8] { (try? tree.read(path).bytes) ?? [] }
}
