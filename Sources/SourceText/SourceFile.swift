internal import Synchronization

/// One file as it was read: its path inside the root, its exact bytes, and where its lines begin.
package struct SourceFile: Sendable {
  /// As seen inside the root, beginning with `/`; the path by which the daemon opens it.
  package let path: String
  package let bytes: [UInt8]
  private let index = LazyLineIndex()

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Where its lines begin; looked for when the first one is asked for, since most questions name no line.
  package var lines: LineIndex { index.of(bytes) }
}

/// The lines of one file, found once for all copies of it.
private final class LazyLineIndex: Sendable {
  private let known = Mutex<LineIndex?>(nil)

  func of(_ bytes: [UInt8]) -> LineIndex {
    known.withLock { known in
      if let known { return known }
      let made = LineIndex(bytes)
      known = made
      return made
    }
  }
}

/// Every file that was read for one server, both daemons together, so that a span means the same everywhere.
package struct SourceFiles: Sendable {
  private var files: [SourceFile] = []

  package init() {}

  package var ids: [FileID] { files.indices.map { FileID(rawValue: UInt32($0)) } }
  package var count: Int { files.count }

  /// Adds a file and gives its number. A path may be added twice (a file that is included twice is parsed twice).
  package mutating func add(path: String, bytes: [UInt8]) -> FileID {
    files.append(SourceFile(path: path, bytes: bytes))
    return FileID(rawValue: UInt32(files.count - 1))
  }

  package subscript(id: FileID) -> SourceFile { files[Int(id.rawValue)] }

  package func path(of id: FileID) -> String { self[id].path }

  package func bytes(of span: SourceSpan) -> ArraySlice<UInt8> { self[span.file].bytes[span.range] }

  package func position(of span: SourceSpan) -> SourcePosition {
    self[span.file].lines.position(of: Int(span.lower))
  }

  package func line(of span: SourceSpan) -> Int { position(of: span).line }

  /// `/etc/dovecot/dovecot.conf:97`
  package func place(of span: SourceSpan) -> String { "\(path(of: span.file)):\(line(of: span))" }
}
