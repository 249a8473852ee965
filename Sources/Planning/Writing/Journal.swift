internal import ServerTree
internal import SourceText

/// `5f0c… step written`: what a run did, one line a step, each with a checksum over itself and all lines before it.
///
/// A line counts once it is on the disk, and a step begins only when its line counts. A line that a crash tore, which
/// can only be the last one, never counted.
struct Journal {
  static let name = Array("journal".utf8)

  private let file: OpenFile
  private(set) var records: [JournalRecord] = []
  private var checksum = ""
  /// The length of the lines that count; what stands behind them is overwritten.
  private var length = 0

  /// A new journal in a new directory.
  init(creatingIn directory: OpenFile) throws(WriterError) {
    file = try directory.create(Self.name)
  }

  /// The journal of an earlier run.
  ///
  /// - Throws: `WriterError.damagedRun` where it is not the beginning of a journal.
  init(openingIn directory: OpenFile) throws(WriterError) {
    file = try directory.journal(Self.name)
    let bytes = try file.read(size: try file.status().size)
    for line in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).dropLast() {
      let fields = line.text.split(separator: " ", maxSplits: 1)
      guard fields.count == 2, Self.checksum(String(fields[1]), after: checksum) == fields[0] else { break }
      guard let record = JournalRecord(String(fields[1])) else {
        throw .damagedRun(path: file.path, reason: "a newer version of this program may have written it")
      }
      records.append(record)
      checksum = String(fields[0])
      length += line.count + 1
    }
    // Whole lines behind a torn one would be no tear.
    guard !bytes[length...].dropLast().contains(ASCII.lineFeed) else {
      throw .damagedRun(path: file.path, reason: "a line in its middle does not have its checksum")
    }
  }

  /// Nil where the run was never prepared: it has touched nothing.
  var step: RunStep? {
    guard case .step(let step) = records.last else { return nil }
    return step
  }

  var files: [RunFile] {
    records.compactMap { record in
      if case .file(let file) = record { return file }
      return nil
    }
  }

  /// Writes lines and waits until they are on the disk.
  mutating func append(_ added: [JournalRecord]) throws(WriterError) {
    var text = ""
    var last = checksum
    for record in added {
      last = Self.checksum(record.text, after: last)
      text += "\(last) \(record.text)\n"
    }
    // What an append that failed half-way has left there.
    if try file.status().size != length { try file.truncate(to: length) }
    try file.write(Array(text.utf8))
    try file.sync()
    length += text.utf8.count
    checksum = last
    records += added
  }

  mutating func append(_ step: RunStep) throws(WriterError) { try append([.step(step)]) }

  private static func checksum(_ text: String, after previous: String) -> String {
    String(Digest(of: Array((previous + text).utf8)).description.prefix(16))
  }
}
