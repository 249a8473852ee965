internal import OracleSupport
internal import Testing

@Suite struct DemoTests {
  @Test("the demo needs no server, and its first screen ends the evening")
  func firstScreen() async throws {
    let run = try await ProgramRun.of(["env", "-i", Program.path, "demo"])
    #expect(run.status == 0, "\(run.errorText)")
    let lines = run.outputText.split(separator: "\n", omittingEmptySubsequences: false)
    let firstScreen = lines.prefix(40).joined(separator: "\n")
    #expect(firstScreen.contains("tried to use disallowed plaintext auth"))
    #expect(firstScreen.contains("/etc/dovecot/dovecot.conf:"))
    #expect(firstScreen.contains("/etc/dovecot/conf.d/10-ssl.conf:"))
  }

  @Test("it shows the state, the why, the plan, the patch, and the state after it")
  func scenes() async throws {
    let text = try await Program.run("demo").outputText
    for scene in [
      "$ dovetrail show dovecot ssl", "$ dovetrail why ssl", "$ dovetrail plan legacy-windows-live-mail",
      "+ssl = yes", "After the patch",
    ] {
      #expect(text.contains(scene), "\(scene)")
    }
    let after = text.split(separator: "After the patch").last ?? ""
    #expect(after.contains("ssl = yes") && after.contains("disable_plaintext_auth = no"))
    #expect(after.contains("submission"))
  }
}
