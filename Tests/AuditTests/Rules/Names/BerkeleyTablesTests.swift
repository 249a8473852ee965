import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("BerkeleyTables")
struct BerkeleyTablesTests {
  private static let main = "alias_maps = hash:/etc/aliases\ntransport_maps = hash:/etc/postfix/transport"

  @Test("one finding for all tables: a warning where the version gives them up, before that a note")
  func bad() throws {
    let now = AuditedTree(main: Self.main, postfixVersion: ProgramVersion(3, 11, 7)).findings("DT1007")
    #expect(now.map(\.severity) == [.warning])
    #expect(try #require(now.first).places.count == 2)
    #expect(AuditedTree(main: Self.main).findings("DT1007").map(\.severity) == [.note])
  }

  @Test("lmdb:, cdb: and old versions are right")
  func good() {
    let lmdb = Self.main.replacing("hash:", with: "lmdb:")
    #expect(!AuditedTree(main: lmdb, postfixVersion: ProgramVersion(3, 11, 7)).finds("DT1007"))
    #expect(!AuditedTree(main: Self.main, postfixVersion: ProgramVersion(3, 7, 11)).finds("DT1007"))
  }
}
