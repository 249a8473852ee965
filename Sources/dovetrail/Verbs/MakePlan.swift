internal import ArgumentParser
internal import MailServer
internal import Planning
internal import Reports
internal import SourceText

/// `dovetrail plan PROFILE… [-o PLAN]`
struct MakePlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "What profiles would change on this server, as a plan to review.",
    discussion: """
      Prints each change with its reason, its risk, its diff and its effect, and writes nothing but the plan file. \
      Exit code 1 where there are changes, 0 where none is needed.

      EXAMPLES
        dovetrail plan legacy-windows-live-mail
        dovetrail --root /srv/copy plan legacy-windows-live-mail -o wlm.plan.toml
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup var directory: ProfileOptions

  @Option(name: .long, help: "text or json.")
  var format = OutputFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the plan to this file.", valueName: "plan"))
  var output: String?

  @Argument(help: "Profiles, as `dovetrail profiles` lists them.")
  var profiles: [String]

  func run() throws {
    let profiles = try self.profiles.map(directory.profile)
    let mailServer = try server.readServer()
    Complaint.aboutErrors(mailServer)
    let plan = Planner(server: mailServer).plan(profiles, created: Clock.now)
    if let output {
      try Files.write(plan.fileContents, to: output, isPrivate: false)
    }
    switch format {
    case .text:
      var text = TextOutput(style: Standard.output.style())
      PlanText.write(plan, to: &text)
      Standard.output.write(text)
      suggestNextStep(plan)
    case .json:
      Standard.output.write(PlanJSON.document(plan))
    }
    throw ServerAnswer(mailServer).orElse(plan.changes.isEmpty ? .done : .findings)
  }

  private func suggestNextStep(_ plan: Plan) {
    guard !plan.changes.isEmpty else { return }
    if let output {
      Complaint.note("The plan is in \(output).", nextStep: "dovetrail review \(output) --accept ID,…")
    } else {
      Complaint.note("The plan was not kept.", nextStep: "Write it to a file with -o PLAN, then review it.")
    }
  }
}
