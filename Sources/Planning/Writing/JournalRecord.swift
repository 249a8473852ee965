internal import ServerTree
internal import SourceText

/// How far a run came. The last one that is in the journal counts.
enum RunStep: String, Sendable {
  /// Every file of the run and its backup are on the disk; nothing in the tree was touched yet.
  case prepared
  /// New and old files change places from here on.
  case replacing
  /// All files are new: from here on the run goes forward.
  case written
  /// It is being taken back because something failed.
  case reverting
  case applied
  case undoing
  /// The undo failed: back to the new files.
  case keeping
  /// All files are old again.
  case restored
  case undone
}

/// One line of a journal, without its checksum.
enum JournalRecord: Equatable, Sendable {
  /// `format dovetrail/run/1`
  case format
  /// `file PATH TEMPORARY BACKUP OLD-SHA256 BYTES NEW-SHA256 BYTES MODE OWNER GROUP SECONDS NANOSECONDS NAME=VALUE …`
  case file(RunFile)
  /// `step prepared`
  case step(RunStep)

  private static let formatName = "dovetrail/run/1"

  var text: String {
    switch self {
    case .format: "format \(Self.formatName)"
    case .step(let step): "step \(step.rawValue)"
    case .file(let file): Self.text(of: file)
    }
  }

  private static func text(of file: RunFile) -> String {
    let names = [file.path.bytes, file.temporary, file.backup].map(Escaped.text)
    let contents = [file.old, file.new].flatMap { [$0.digest, String($0.byteCount)] }
    let metadata = file.metadata
    let numbers = [
      String(metadata.mode, radix: 8), String(metadata.owner), String(metadata.group),
      String(file.modified.seconds), String(file.modified.nanoseconds),
    ]
    let attributes = metadata.attributes.map { Escaped.text($0.name) + "=" + Escaped.text($0.value) }
    return (["file"] + names + contents + numbers + attributes).joined(separator: " ")
  }

  /// Nil where the line is none of ours.
  init?(_ text: String) {
    let fields = text.split(separator: " ", omittingEmptySubsequences: false)
    switch (fields.first, fields.count) {
    case ("format", 2) where fields[1] == Self.formatName: self = .format
    case ("step", 2):
      guard let step = RunStep(rawValue: String(fields[1])) else { return nil }
      self = .step(step)
    case ("file", 13...):
      guard let file = RunFile(fields: Array(fields.dropFirst())) else { return nil }
      self = .file(file)
    default: return nil
    }
  }
}

extension RunFile {
  fileprivate init?(fields: [Substring]) {
    guard let path = Escaped.bytes(fields[0]), let temporary = Escaped.bytes(fields[1]),
      let backup = Escaped.bytes(fields[2]), let oldCount = Int(fields[4]), let newCount = Int(fields[6]),
      let mode = UInt32(fields[7], radix: 8), let owner = UInt32(fields[8]), let group = UInt32(fields[9]),
      let seconds = Int(fields[10]), let nanoseconds = Int(fields[11])
    else { return nil }
    var attributes: [ExtendedAttribute] = []
    for field in fields.dropFirst(12) {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let name = Escaped.bytes(parts[0]), let value = Escaped.bytes(parts[1]) else {
        return nil
      }
      attributes.append(ExtendedAttribute(name: name, value: value))
    }
    self.path = TreePath(path)
    self.temporary = temporary
    self.backup = backup
    old = Fingerprint(digest: String(fields[3]), byteCount: oldCount)
    new = Fingerprint(digest: String(fields[5]), byteCount: newCount)
    metadata = FileMetadata(mode: mode, owner: owner, group: group, attributes: attributes)
    modified = FileTime(seconds: seconds, nanoseconds: nanoseconds)
  }
}

/// `/etc/a%20file`: any bytes in one word of printable ASCII.
enum Escaped {
  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var result: [UInt8] = []
    for byte in bytes {
      if byte > ASCII.space, byte < 0x7F, byte != ASCII.percent, byte != ASCII.equals {
        result.append(byte)
      } else {
        result += [ASCII.percent, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return result.text
  }

  static func bytes(_ text: Substring) -> [UInt8]? {
    let source = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < source.count {
      if source[index] != ASCII.percent {
        result.append(source[index])
        index += 1
      } else {
        guard index + 2 < source.count, let byte = UInt8(source[(index + 1)...(index + 2)].text, radix: 16) else {
          return nil
        }
        result.append(byte)
        index += 3
      }
    }
    return result
  }
}
