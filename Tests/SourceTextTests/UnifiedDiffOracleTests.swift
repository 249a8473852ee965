internal import OracleSupport
internal import SourceText
internal import Testing

/// Random pairs of texts through diff(1), patch(1) and `git apply`, all pairs in one run of each.
@Suite struct UnifiedDiffOracleTests {
  private struct Pair {
    let name: String
    let old: [UInt8]
    let new: [UInt8]

    var diff: UnifiedDiff { UnifiedDiff(from: old, to: new, oldPath: "a/\(name)", newPath: "b/\(name)") }
  }

  /// Few different lines make many ways to align two texts; the last line often lacks its LF.
  private static func ambiguousText(_ generator: inout SplitMix64) -> [UInt8] {
    let lines = [
      "\n", "a\n", "b\n", "ssl = yes\n", "  x\r\n", "-- \n", "+++ b\n", "@@ -1 +1 @@\n", "\\ No newline\n", "\u{0}ö\n",
    ]
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...14, using: &generator) {
      text += (lines.randomElement(using: &generator) ?? "").utf8
    }
    if generator.chance(1, in: 3) { text += Array("end".utf8) }
    return text
  }

  /// Ten to forty lines that are all different, and the same after a few random edits: one shortest script.
  private static func unambiguousPair(_ name: String, _ generator: inout SplitMix64) -> Pair {
    let old = (0..<Int.random(in: 1...40, using: &generator)).map { "line \($0)\n" }
    var new: [String] = []
    for line in old {
      if generator.chance(1, in: 8) { new.append("new \(generator.next())\n") }
      if !generator.chance(1, in: 8) { new.append(line) }
    }
    return Pair(name: name, old: Array(old.joined().utf8), new: Array(new.joined().utf8))
  }

  private static func ambiguousPair(_ name: String, _ generator: inout SplitMix64) -> Pair {
    let old = ambiguousText(&generator)
    guard generator.chance(1, in: 2) else { return Pair(name: name, old: old, new: ambiguousText(&generator)) }
    let keep = old.split(separator: 0x0A, omittingEmptySubsequences: false).filter { _ in !generator.chance(1, in: 4) }
    return Pair(name: name, old: old, new: Array(keep.joined(separator: [0x0A])))
  }

  @Test("the diff is byte for byte that of diff -u where only one shortest one exists")
  func sameAsDiff() async throws {
    var generator = SplitMix64(seed: propertySeed(0xD1FF))
    let pairs = (0..<propertyCount(300)).map { Self.unambiguousPair("\($0)", &generator) }
    let tree = try TemporaryTree()
    for pair in pairs { try tree.write("a/\(pair.name)", pair.old).write("b/\(pair.name)", pair.new) }
    let run = try await ProgramRun.of(
      [
        "sh", "-c", "i=0; while [ $i -lt $0 ]; do diff -u --label a/$i --label b/$i a/$i b/$i; i=$((i + 1)); done",
        "\(pairs.count)",
      ],
      in: tree.path)
    #expect(run.outputText == pairs.map { $0.diff.bytes.text }.joined())
  }

  @Test("the diff has as few changed lines as diff -u --minimal")
  func asShortAsDiff() async throws {
    var generator = SplitMix64(seed: propertySeed(0x5407))
    let pairs = (0..<propertyCount(300)).map { Self.ambiguousPair("\($0)", &generator) }
    let tree = try TemporaryTree()
    for pair in pairs { try tree.write("a/\(pair.name)", pair.old).write("b/\(pair.name)", pair.new) }
    // One line a pair: how many lines diff marks with + or -, without its two header lines.
    let run = try await ProgramRun.of(
      [
        "sh", "-c",
        "i=0; while [ $i -lt $0 ]; do diff -a -u -d a/$i b/$i | tail -n +3 | grep -ac '^[-+]'; i=$((i + 1)); done",
        "\(pairs.count)",
      ],
      in: tree.path)
    let counts = run.outputText.split(separator: "\n").compactMap { Int($0) }
    #expect(counts.count == pairs.count)
    for (pair, count) in zip(pairs, counts) {
      let changed = pair.diff.hunks.flatMap(\.lines).filter { if case .context = $0 { false } else { true } }.count
      #expect(changed == count, "\(pair.old.text.debugDescription) \(pair.new.text.debugDescription)")
    }
  }

  @Test("patch -p1 and git apply turn the old text into the new one, whatever the bytes", arguments: ["patch", "git"])
  func patchApplies(_ program: String) async throws {
    var generator = SplitMix64(seed: propertySeed(0xA991))
    var pairs = (0..<propertyCount(300)).map { Self.ambiguousPair("etc/\($0) file", &generator) }
    // Both programs take an empty file for a removed one unless the patch says otherwise; plans never empty a file.
    pairs.removeAll { $0.old.isEmpty || $0.new.isEmpty || $0.old == $0.new }
    let tree = try TemporaryTree()
    var patch: [UInt8] = []
    for pair in pairs {
      try tree.write(pair.name, pair.old)
      pair.diff.write(to: &patch)
    }
    let command =
      program == "git"
      ? ["git", "apply", "--whitespace=nowarn", "-"] : ["patch", "-p1", "--batch", "--fuzz=0", "--binary"]
    let run = try await ProgramRun.of(command, input: patch, in: tree.path)
    #expect(run.isSuccess, "\(run.outputText)\(run.errorText)")
    #expect(!run.outputText.contains("offset"))
    for pair in pairs { #expect(try tree.read(pair.name) == pair.new, "\(pair.diff.bytes.text)") }
  }
}
