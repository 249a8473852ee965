internal import ArgumentParser
internal import MailServer
internal import Planning
internal import Reports
internal import ServerTree
internal import SettingsGraph

/// `dovetrail apply PLAN [--check-with-daemon]`
struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Write the accepted changes of a plan, all of them or none.",
    discussion: """
      Refused with exit code 4 where a file has changed since the plan was made. Owner, group, permissions, ACLs and \
      extended attributes stay; old files are kept for `dovetrail undo`. After a crash the next apply or undo makes the \
      tree whole.

      EXAMPLES
        dovetrail apply wlm.plan.toml
        dovetrail apply wlm.plan.toml --check-with-daemon    ask doveconf and postfix before and after
        dovetrail --root /srv/copy apply wlm.plan.toml
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup var writing: WriterOptions

  @Flag(name: .long, help: "Ask doveconf and postfix about the new files before and after; the running system only.")
  var checkWithDaemon = false

  @Option(name: .long, help: "text or json.")
  var format = OutputFormat.text

  @Argument(help: "A plan file.")
  var plan: String

  func validate() throws {
    if checkWithDaemon, server.root != "/" {
      throw ValidationError("--check-with-daemon asks the daemons of the running system; it needs --root /.")
    }
  }

  func run() throws {
    let plan = try Files.plan(self.plan)
    let check = checkWithDaemon ? try InstalledDaemons(server).check : nil
    let applied = try writing.write(server.root) { writer throws(WriterError) in
      try writer.apply(plan, at: Clock.now, check: check)
    }
    writing.tell(applied.recovered)
    tellUndecided(plan)
    let commands = DaemonCommand.commands(
      for: plan.changes(with: .accepted), paths: applied.files.map(\.path), tables: try tableValues())
    switch format {
    case .text:
      var output = TextOutput(style: Standard.output.style())
      RunText.write(applied, commands: commands, to: &output)
      Standard.output.write(output)
    case .json:
      Standard.output.write(RunJSON.document(applied, commands: commands))
    }
  }

  private func tellUndecided(_ plan: Plan) {
    let undecided = plan.changes(with: .undecided).map(\.id)
    guard !undecided.isEmpty else { return }
    Complaint.note(
      "Not written, since undecided: \(undecided.joined(separator: ", ")).",
      nextStep: "Decide with `dovetrail review \(self.plan)`, then apply again.")
  }

  /// The values of the server as it is now, in which a lookup table may be named.
  private func tableValues() throws -> [String] {
    let mailServer = try server.readServer()
    return mailServer.effectiveRows(in: nil).map { $0.value.shown(in: mailServer.files) }.filter { $0.contains("/") }
  }
}
