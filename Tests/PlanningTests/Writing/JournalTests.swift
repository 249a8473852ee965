import OracleSupport
import ServerTree
import Testing

@testable import Planning

@Suite("The journal of a run")
struct JournalTests {
  private let folder: TemporaryTree
  private let directory: OpenFile

  init() throws {
    folder = try TemporaryTree()
    directory = try OpenFile.root(folder.path)
  }

  private static let file = RunFile(
    FileState(
      status: EntryStatus(
        kind: .file, identity: FileIdentity(device: 1, inode: 2), linkCount: 1, size: 3, mode: 0o640, owner: 5,
        group: 6, modified: FileTime(seconds: -1, nanoseconds: 999_999_999)),
      metadata: FileMetadata(
        mode: 0o640, owner: 5, group: 6,
        attributes: [ExtendedAttribute(name: Array("user.a=b %".utf8), value: [0, 10, 32, 61, 255])]),
      bytes: Array("old".utf8)),
    at: TreePath(Array("/etc/a b\n".utf8) + [0xFF]), becoming: Array("new".utf8), number: 1, tag: "f0")

  private static let records: [JournalRecord] = [.format, .file(file), .step(.prepared), .step(.replacing)]

  @Test("is read as it was written, whatever bytes names and attributes hold")
  func roundTrip() throws {
    var journal = try Journal(creatingIn: directory)
    for record in Self.records { try journal.append([record]) }
    let again = try Journal(openingIn: directory)
    #expect(again.records == Self.records)
    #expect(again.step == .replacing)
    #expect(again.files == [Self.file])
  }

  @Test("cut anywhere, it is what it was before the line that was cut, and can be written on")
  func torn() throws {
    var journal = try Journal(creatingIn: directory)
    try journal.append(Self.records)
    let whole = try folder.read("journal")
    for length in 0..<whole.count {
      try folder.write("journal", whole[..<length])
      var cut = try Journal(openingIn: directory)
      let lines = whole[..<length].count { $0 == 0x0A }
      #expect(cut.records == Array(Self.records.prefix(lines)), "\(length)")
      try cut.append(.reverting)
      #expect(try Journal(openingIn: directory).records == Array(Self.records.prefix(lines)) + [.step(.reverting)])
    }
  }

  @Test("a changed byte makes its line and all later ones count no more, or the journal is refused")
  func changed() throws {
    var journal = try Journal(creatingIn: directory)
    try journal.append(Self.records)
    let whole = try folder.read("journal")
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 1
      try folder.write("journal", bytes)
      do throws(WriterError) {
        let read = try Journal(openingIn: directory).records
        #expect(read.count < Self.records.count && read == Array(Self.records.prefix(read.count)), "\(index)")
      } catch {
        guard case .damagedRun = error else {
          Issue.record("\(index): \(error)")
          continue
        }
      }
    }
  }
}
