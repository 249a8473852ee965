internal import OracleSupport
internal import Testing

/// `--style drop-in` from the plan to the files: made, patched, read by the real daemon, and gone again.
@Suite("A drop-in on the command line")
struct DropInTests {
  private static let name = "etc/dovecot/conf.d/99-dovetrail.conf"

  @Test("is made by apply as by patch, counts for the real daemon, and undo removes it")
  func everyWay() async throws {
    let sample = Program.sample("debian-12-stock")
    let work = try TemporaryTree()
    let (plan, state) = ("\(work.path)/plan.toml", "\(work.path)/state")
    let (applied, patched) = (try await TemporaryTree().copy(sample), try await TemporaryTree().copy(sample))
    let made = try await Program.run(
      "plan", "legacy-outlook", "--grade", "1", "--style", "drop-in", "-o", plan, root: applied.path)
    #expect(made.status == 1, "\(made.errorText)")
    #expect(made.outputText.contains("postfix has no drop-ins"), "\(made.outputText)")
    _ = try await Program.run("review", plan, "--accept", "all")
    let patch = try await Program.run("patch", plan, root: applied.path)
    #expect(patch.errorText.contains("/\(Self.name) gets the permissions of whoever applies the patch"))
    let run = try await ProgramRun.of(["patch", "-p1", "-d", patched.path], input: patch.output)
    #expect(run.isSuccess, "\(run.outputText)\(run.errorText)")
    let apply = try await ProgramRun.of([Program.path, "--root", applied.path, "apply", plan, "--state", state])
    #expect(apply.status == 0, "\(apply.errorText)")
    #expect(apply.outputText.contains("/\(Self.name)\n    was not there before"), "\(apply.outputText)")
    #expect(try await difference(applied, patched.path) == "")
    #expect(String(decoding: try applied.read(Self.name), as: UTF8.self).contains("auth_mechanisms = plain login\n"))
    if DebianRoot.bookworm.isAvailable() {
      let value = try await DebianRoot.bookworm.run(["doveconf", "-h", "auth_mechanisms"], tree: applied.path)
      #expect(value.outputText == "plain login\n", "\(value.errorText)")
    }
    let undo = try await ProgramRun.of([Program.path, "--root", applied.path, "undo", "--state", state])
    #expect(undo.status == 0, "\(undo.errorText)")
    #expect(try await difference(applied, sample) == "")
  }

  private func difference(_ tree: TemporaryTree, _ other: String) async throws -> String {
    try await ProgramRun.of(["diff", "-r", tree.path, other]).outputText
  }
}
