package import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// Where secret values stand in the files of a server, so that a diff can hide them, or say that it holds one.
package struct SecretText: Sendable {
  /// Byte ranges by path, links followed.
  fileprivate var ranges: [TreePath: [Range<Int>]] = [:]

  package init(of server: MailServer) {
    for assignment in server.graph.assignments where assignment.value.isSecret {
      guard let span = assignment.valueSpan, !span.isEmpty else { continue }
      let path = TreePath(server.files.path(of: span.file))
      ranges[(try? server.tree.resolvedPath(of: path)) ?? path, default: []].append(span.range)
    }
  }

  /// Both states of a file with every secret value of the first replaced by the placeholder.
  ///
  /// A secret is hidden in the changed text by looking for its very bytes: an edit may have moved it.
  struct Masks {
    let before: [UInt8]
    let after: [UInt8]

    init(_ secrets: SecretText, file: PlannedTree.File) {
      let values = Set((secrets.ranges[file.path] ?? []).map { Array(file.before[$0]) }).filter { !$0.isEmpty }
      before = values.reduce(file.before) { Self.hide($1, in: $0) }
      after = values.reduce(file.after) { Self.hide($1, in: $0) }
    }

    /// - Complexity: O(*n*) for values that do not repeat their own beginnings, which passwords seldom do.
    private static func hide(_ value: [UInt8], in text: [UInt8]) -> [UInt8] {
      var result: [UInt8] = []
      var index = 0
      while index < text.count {
        if text[index] == value[0], text[index...].starts(with: value) {
          result += SettingValue.placeholder.utf8
          index += value.count
        } else {
          result.append(text[index])
          index += 1
        }
      }
      return result
    }
  }

  /// Whether the diff of a file shows a line with a secret, as context or as a change.
  package func appears(in file: PlannedTree.File) -> Bool {
    guard let ranges = ranges[file.path] else { return false }
    let lines = LineIndex(file.before)
    let diff = UnifiedDiff(from: file.before, to: file.after, oldPath: "", newPath: "")
    return diff.hunks.contains { hunk in
      ranges.contains { range in
        let first = lines.position(of: range.lowerBound).line
        let last = lines.position(of: max(range.lowerBound, range.upperBound - 1)).line
        return last >= hunk.oldStart && first < hunk.oldStart + hunk.oldCount
      }
    }
  }
}
