internal import CEmbedded
package import SettingsGraph
internal import SourceText

/// `lmtp_user_concurrency_limit	2.4.1	0`: 2.4 keeps an old default for a file that states an older version.
package struct DefaultHistory: Sendable {
  private struct Change {
    let path: ArraySlice<UInt8>
    let version: ProgramVersion
    let oldValue: ArraySlice<UInt8>
  }

  private let changes: [Change]

  package init() {
    let file = unsafe dovetrail_dovecot_history
    let bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    changes = bytes.split(separator: ASCII.lineFeed).compactMap { line in
      let columns = line.split(separator: ASCII.tab, omittingEmptySubsequences: false)
      guard columns.count == 3, let version = ProgramVersion(columns[1].text) else { return nil }
      return Change(path: columns[0], version: version, oldValue: columns[2])
    }
  }

  /// The default that a file of an older `configVersion` has, where the program of `version` knows of the change.
  package func oldDefault(
    of path: some Collection<UInt8>, configVersion: ProgramVersion, programVersion: ProgramVersion
  ) -> ArraySlice<UInt8>? {
    let known = changes.filter { change in
      let since = ProgramVersion(change.version[0], change.version[1], change.version[2])
      return change.path.elementsEqual(path) && since <= programVersion
    }
    // Of several changes the daemon goes back over the newest alone.
    return known.filter { $0.version > configVersion }.max { $0.version < $1.version }?.oldValue
  }
}
