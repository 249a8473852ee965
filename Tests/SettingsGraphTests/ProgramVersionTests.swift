internal import SettingsGraph
internal import Testing

@Suite struct ProgramVersionTests {
  @Test(
    "a version is read from what programs and packages say of themselves",
    arguments: [
      ("2.3.19.1", "2.3.19.1"), ("2.3.19.1 (9b53102964)", "2.3.19.1"), ("1:2.3.19.1+dfsg1-2.1+deb12u6", "2.3.19.1"),
      ("1:2.4.1+dfsg1-6+deb13u7", "2.4.1"), ("3.7.11-0+deb12u1", "3.7.11"), ("3.10.13", "3.10.13"),
      ("3.11-20260101", "3.11"),
      ("2.4.5~rc1", "2.4.5"), ("2.3", "2.3"),
    ])
  func reading(_ text: String, _ version: String) {
    #expect(ProgramVersion(text)?.description == version)
  }

  @Test(
    "what has no two numbers is no version", arguments: ["", "2", "a.b", "1:", ".3", "2.", "99999999999999999999.1"])
  func noVersion(_ text: String) {
    #expect(ProgramVersion(text) == nil)
  }

  @Test("numbers compare as numbers, and a missing one counts as 0")
  func comparing() {
    let sorted = [
      ProgramVersion(2, 3, 13), ProgramVersion(2, 3, 19), ProgramVersion(2, 3, 19, 1), ProgramVersion(2, 4),
      ProgramVersion(3, 7, 11), ProgramVersion(3, 10),
    ]
    #expect(sorted.reversed().sorted() == sorted)
    #expect(ProgramVersion(2, 4) == ProgramVersion(2, 4, 0))
    #expect(Set([ProgramVersion(2, 4), ProgramVersion(2, 4, 0)]).count == 1)
    #expect(!(ProgramVersion(2, 4) < ProgramVersion(2, 4, 0)))
  }

  @Test("an assumed version says why it is assumed")
  func assumed() {
    let version = ProgramVersion(3, 7, 11)
    #expect(AssumedVersion(version, source: .option).explanation == "3.7.11 (as asked for)")
    #expect(
      AssumedVersion(version, source: .packageDatabase(package: "postfix")).explanation
        == "3.7.11 (package postfix in the tree's package database)")
  }
}
