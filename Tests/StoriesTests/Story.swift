internal import OracleSupport
internal import SettingsGraph
internal import Testing

/// A question that people ask again and again, the tree that it is about, and what the answer must say.
struct Story: Sendable, CustomTestStringConvertible {
  /// The first line of `path` that begins with `text`, or is it, so that a sample may be edited.
  struct Line: Sendable {
    let path: String
    let text: String
    let isWhole: Bool

    init(_ path: String, _ text: String, isWhole: Bool = false) {
      self.path = path
      self.text = text
      self.isWhole = isWhole
    }
  }

  /// What the daemon's own program says before the edits and after them.
  struct Proof: Sendable {
    let script: String
    let before: String
    let after: String
  }

  let folder: String
  let root: DebianRoot
  let question: String
  var context = Context()
  let expected: String
  /// The line that decides as things stand; nil for a built-in default.
  let winner: Line?
  /// The reader's own line that does not count, and the word for the reason.
  var loser: (line: Line, reason: String)?
  /// A part of the sentence that names the cause.
  let cause: String
  /// Where the edits are, in order; nil for a step that is a new line or a command.
  let edits: [Line?]
  let proof: Proof

  var testDescription: String { folder }

  static let all = postfix + dovecot
  static let main = "/etc/postfix/main.cf"
  static let master = "/etc/postfix/master.cf"
  static let dovecotConf = "/etc/dovecot/dovecot.conf"

  var path: String { "\(packageFolder)/Samples/stories/\(folder)" }

  func number(of line: Line) throws -> Int {
    let lines = String(decoding: try readFile(path + line.path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(
      lines.firstIndex { line.isWhole ? $0 == line.text : $0.hasPrefix(line.text) }, "\(line.path): \(line.text)") + 1
  }
}
