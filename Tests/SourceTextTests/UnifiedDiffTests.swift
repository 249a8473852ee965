internal import OracleSupport
internal import SourceText
internal import Testing

@Suite struct UnifiedDiffTests {
  private static func diff(_ old: String, _ new: String, context: Int = 3) -> String {
    UnifiedDiff(
      from: Array(old.utf8), to: Array(new.utf8), oldPath: "a/x", newPath: "b/x", context: context
    ).bytes.text
  }

  @Test("equal texts have no diff, not even a header")
  func equal() {
    #expect(Self.diff("a\nb", "a\nb") == "")
    #expect(Self.diff("", "") == "")
  }

  @Test("one changed line stands between three lines of context")
  func oneLine() {
    let old = (1...9).map { "\($0)\n" }.joined()
    #expect(
      Self.diff(old, old.replacing("5", with: "five")) == """
        --- a/x
        +++ b/x
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test("a missing LF at the end is told on either side")
  func missingLF() {
    #expect(
      Self.diff("a", "a\n") == """
        --- a/x
        +++ b/x
        @@ -1 +1 @@
        -a
        \\ No newline at end of file
        +a

        """)
  }

  @Test("a whole file that appears or goes is counted from line 0, as diff does")
  func wholeFile() {
    #expect(Self.diff("", "a\n").contains("@@ -0,0 +1 @@\n+a\n"))
    #expect(Self.diff("a\nb\n", "").contains("@@ -1,2 +0,0 @@\n-a\n-b\n"))
  }

  @Test("a name with bytes that would confuse a reader is quoted as git does it")
  func quotedNames() {
    let diff = UnifiedDiff(from: [], to: [0x0A], oldPath: "a/ö \"x\"\t\\", newPath: "b/two words").bytes.text
    #expect(diff.hasPrefix("--- \"a/\\303\\266 \\\"x\\\"\\t\\\\\"\n+++ b/two words\t\n"))
  }

  /// Beyond the limit the diff may be longer than need be, never wrong, and never slow.
  @Test("fifty thousand lines that all differ are one replacement, soon", .timeLimit(.minutes(1)))
  func everythingDiffers() {
    let old = Array((0..<50_000).map { "a\($0)\n" }.joined().utf8)
    let new = Array((0..<50_000).map { "b\($0)\n" }.joined().utf8)
    let diff = UnifiedDiff(from: old, to: new, oldPath: "a/x", newPath: "b/x")
    #expect(diff.hunks.count == 1)
    #expect(diff.hunks.first?.lines.count == 100_000)
  }
}
