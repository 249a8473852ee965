import Audit
import SettingsGraph
import Testing

@Suite("TooOldForProtection")
struct TooOldForProtectionTests {
  @Test(
    "before the first version of its line that has it", arguments: [ProgramVersion(3, 4, 14), ProgramVersion(3, 7, 6)])
  func bad(version: ProgramVersion) { #expect(AuditedTree(main: "", postfixVersion: version).finds("DT0304")) }

  @Test(
    "from that version on it is right",
    arguments: [ProgramVersion(3, 5, 25), ProgramVersion(3, 7, 11), ProgramVersion(3, 10)])
  func good(version: ProgramVersion) { #expect(!AuditedTree(main: "", postfixVersion: version).finds("DT0304")) }
}
