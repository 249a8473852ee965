import Audit
import OracleSupport
import ServerTree
import SourceText
import Testing

@Suite("What the audit says of servers as they are installed")
struct StockTests {
  private func findings(in root: String) throws -> [Finding] {
    AuditResult(of: AuditedTree(try ServerTree(root: root)).server).findings
  }

  @Test(
    "Debian's own configuration has no error and at most three warnings", arguments: [DebianRoot.bookworm, .trixie])
  func debian(root: DebianRoot) throws {
    guard root.isAvailable() else { return }
    let found = try findings(in: root.path)
    #expect(found.filter { $0.severity == .error }.map(\.code) == [])
    #expect(found.count { $0.severity == .warning } <= 3, "\(found.map(\.code))")
  }

  @Test("the sample of Debian 12 has the one warning that is right")
  func sample() throws {
    let found = try findings(in: "\(packageFolder)/Samples/debian-12-stock")
    #expect(found.filter { $0.severity > .note }.map(\.code) == ["DT0301"])
  }
}
