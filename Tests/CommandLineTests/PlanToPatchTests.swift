internal import OracleSupport
internal import Testing

/// From the plan to the patched copy, and what the real daemons say of it.
@Suite struct PlanToPatchTests {
  private static let profile = "legacy-windows-live-mail"

  /// A copy of a sample with a plan for it, everything accepted.
  private func planned(_ sample: String, accept: String = "all") async throws -> (
    tree: TemporaryTree, work: TemporaryTree
  ) {
    let tree = try await TemporaryTree().copy(Program.sample(sample))
    let work = try TemporaryTree()
    let plan = try await Program.run("plan", Self.profile, "-o", "\(work.path)/plan.toml", root: tree.path)
    #expect(plan.status == 1, "\(plan.errorText)")
    let review = try await Program.run("review", "\(work.path)/plan.toml", "--accept", accept)
    #expect(review.status == 0, "\(review.errorText)")
    return (tree, work)
  }

  private func patch(_ tree: TemporaryTree, _ work: TemporaryTree) async throws {
    let patch = try await Program.run("patch", "\(work.path)/plan.toml", root: tree.path)
    #expect(patch.status == 0, "\(patch.errorText)")
    let applied = try await ProgramRun.of(["patch", "-p1", "-d", tree.path], input: patch.output)
    #expect(applied.isSuccess, "\(applied.outputText)\(applied.errorText)")
    #expect(!applied.outputText.contains("offset") && !applied.outputText.contains("fuzz"))
  }

  @Test("the patched sample has in the real daemons exactly the values that were promised")
  func effect() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let (tree, work) = try await planned("windows-live-mail-2012")
    try await patch(tree, work)
    let dovecot = try await DebianRoot.bookworm.run(
      ["doveconf", "-h", "ssl", "disable_plaintext_auth"], tree: tree.path)
    #expect(dovecot.outputText == "yes\nno\n")
    let postfix = try await DebianRoot.bookworm.run(["postconf", "-h", "smtpd_helo_restrictions"], tree: tree.path)
    #expect(
      postfix.outputText
        == "permit_mynetworks permit_sasl_authenticated check_helo_access pcre:/etc/postfix/helo_access.pcre\n")
    let service = try await DebianRoot.bookworm.run(["postconf", "-P", "submission/inet/*"], tree: tree.path)
    #expect(
      service.outputText == """
        submission/inet/milter_macro_daemon_name = ORIGINATING
        submission/inet/smtpd_relay_restrictions = permit_sasl_authenticated,reject
        submission/inet/smtpd_sasl_auth_enable = yes
        submission/inet/smtpd_tls_security_level = encrypt
        submission/inet/syslog_name = postfix/submission

        """ || service.outputText.contains("submission/inet/smtpd_sasl_auth_enable = yes"))
  }

  @Test("nothing but the promised values changes in the real daemons' dumps")
  func onlyThePromised() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let (tree, work) = try await planned("windows-live-mail-2012")
    func dumps() async throws -> [Set<Substring>] {
      var result: [Set<Substring>] = []
      for command in [["doveconf", "-n"], ["postconf", "-n"], ["postconf", "-M"]] {
        let run = try await DebianRoot.bookworm.run(command, tree: tree.path)
        #expect(run.isSuccess, "\(run.errorText)")
        result.append(Set(String(decoding: run.outputWithoutBanner, as: UTF8.self).split(separator: "\n")))
      }
      return result
    }
    let before = try await dumps()
    try await patch(tree, work)
    let after = try await dumps()
    #expect(before[0].subtracting(after[0]) == ["ssl = required"])
    #expect(after[0].subtracting(before[0]) == ["disable_plaintext_auth = no"])
    #expect(before[1].symmetricDifference(after[1]).allSatisfy { $0.hasPrefix("smtpd_helo_restrictions = ") })
    #expect(before[2].subtracting(after[2]).isEmpty)
    #expect(after[2].subtracting(before[2]).map { $0.prefix(10) } == ["submission"])
  }

  @Test("the diff is one that a person would have written: single lines, the folded list keeps its layout")
  func humanDiff() async throws {
    let (tree, work) = try await planned("windows-live-mail-2012")
    let diff = try await Program.run("patch", "\(work.path)/plan.toml", root: tree.path).outputText
    let changed = diff.split(separator: "\n").filter {
      ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---")
    }
    for line in [
      "-ssl = required", "+ssl = yes", "-disable_plaintext_auth = yes", "+disable_plaintext_auth = no",
      "-    reject_non_fqdn_helo_hostname", "+#    reject_non_fqdn_helo_hostname",
      "-    reject_unknown_helo_hostname", "+#    reject_unknown_helo_hostname",
    ] {
      #expect(changed.contains { $0 == line }, "\(line) in\n\(diff)")
    }
    #expect(!diff.contains("a/etc/dovecot/conf.d/"))
  }

  @Test("git apply makes of the patch what patch makes of it")
  func gitApply() async throws {
    let (tree, work) = try await planned("windows-live-mail-2012")
    let second = try await TemporaryTree().copy(tree.path)
    let patch = try await Program.run("patch", "\(work.path)/plan.toml", root: tree.path)
    let applied = try await ProgramRun.of(
      ["git", "apply", "--unsafe-paths", "-"], input: patch.output, in: second.path)
    #expect(applied.isSuccess, "\(applied.errorText)")
    try await self.patch(tree, work)
    let difference = try await ProgramRun.of(["diff", "-r", tree.path, second.path])
    #expect(difference.isSuccess, "\(difference.outputText)")
  }

  @Test("a plan for a patched server has nothing left to change")
  func idempotent() async throws {
    let (tree, work) = try await planned("windows-live-mail-2012")
    try await patch(tree, work)
    let again = try await Program.run("plan", Self.profile, root: tree.path)
    #expect(again.status == 0, "\(again.outputText)")
    #expect(again.outputText.contains("No change is needed."))
  }

  @Test("one accepted change makes a patch of that change alone")
  func oneChange() async throws {
    let (tree, work) = try await planned("windows-live-mail-2012", accept: "postfix-helo-dns")
    let patch = try await Program.run("patch", "\(work.path)/plan.toml", root: tree.path)
    #expect(patch.status == 0)
    let added = patch.outputText.split(separator: "\n").filter { $0.hasPrefix("+") && !$0.hasPrefix("+++") }
    #expect(added == ["+#    reject_unknown_helo_hostname"])
    #expect(patch.errorText.contains("undecided"))
  }

  @Test("nothing accepted, and a changed file, are refused with exit code 4 and no patch")
  func refusals() async throws {
    let tree = try await TemporaryTree().copy(Program.sample("windows-live-mail-2012"))
    let work = try TemporaryTree()
    _ = try await Program.run("plan", Self.profile, "-o", "\(work.path)/plan.toml", root: tree.path)
    let undecided = try await Program.run("patch", "\(work.path)/plan.toml", root: tree.path)
    #expect(undecided.status == 4)
    #expect(undecided.output.isEmpty)
    _ = try await Program.run("review", "\(work.path)/plan.toml", "--accept", "all")
    try tree.write("etc/dovecot/conf.d/15-mailboxes.conf", "# changed since\n")
    let stale = try await Program.run("patch", "\(work.path)/plan.toml", root: tree.path)
    #expect(stale.status == 4)
    #expect(stale.output.isEmpty)
    #expect(stale.errorText.contains("/etc/dovecot/conf.d/15-mailboxes.conf"))
  }

  @Test("on Dovecot 2.4 the plan writes 2.4's own settings, and the real 2.4 accepts them")
  func dovecot24() async throws {
    guard DebianRoot.trixie.isAvailable() else { return }
    let (tree, work) = try await planned("dovecot-2.4")
    try await patch(tree, work)
    let run = try await DebianRoot.trixie.run(["doveconf", "-h", "ssl", "auth_allow_cleartext"], tree: tree.path)
    #expect(run.outputText == "yes\nyes\n", "\(run.errorText)")
  }
}
