internal import OracleSupport
internal import Testing

/// `show dovecot --style native`: what goes to which stream.
@Suite struct NativeStyleTests {
  @Test("a 2.4 answer for one connection is doveconf's view, and standard error says so")
  func viewOfDoveconf() async throws {
    let root = Program.sample("dovecot-2.4")
    let native = ["show", "dovecot", "--style", "native", "--dovecot-version", "2.4.1"]
    let run = try await ProgramRun.of([Program.path] + native + ["--root", root, "--protocol", "imap"])
    #expect(run.errorText.contains("This is the view of doveconf -f"))
    #expect(!run.outputText.contains("view of doveconf"))
    let whole = try await ProgramRun.of([Program.path] + native + ["--root", root])
    #expect(!whole.errorText.contains("view of doveconf"))
  }

  @Test("secrets are hidden as doveconf hides them, and shown where they are asked for")
  func secrets() async throws {
    let tree = try TemporaryTree()
    try tree.write("etc/dovecot/dovecot.conf", "doveadm_password = sesame\n")
    let native = [
      "show", "dovecot", "--style", "native", "--dovecot-version", "2.3.19", "--root", tree.path,
    ]
    let hidden = try await ProgramRun.of([Program.path] + native)
    #expect(hidden.outputText.contains("doveadm_password = # hidden, use -P to show it"))
    let shown = try await ProgramRun.of([Program.path] + native + ["--show-secrets", "--force"])
    #expect(shown.outputText.contains("doveadm_password = sesame"))
  }
}
