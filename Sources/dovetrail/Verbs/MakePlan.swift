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
        dovetrail plan legacy-windows-live-mail --grade 3 --set networks=192.0.2.0/24
        dovetrail plan legacy-printer --set networks=192.0.2.64/28 --expires 2027-06-30
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup var directory: ProfileOptions

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("The value of a profile's parameter; may be given several times.", valueName: "key=value"))
  var set: [String] = []

  @Option(name: .long, help: ArgumentHelp("How far the server bends; 1 is the least.", valueName: "n"))
  var grade: Int?

  @Option(name: .long, help: "in-place or drop-in: where Dovecot's settings are written.")
  var style = EditStyle.inPlace

  @Option(
    name: .long,
    help: ArgumentHelp("The last day of every change that weakens something, as 2027-06-30.", valueName: "day"))
  var expires: String?

  @Option(name: .long, help: "text or json.")
  var format = OutputFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the plan to this file.", valueName: "plan"))
  var output: String?

  @Argument(help: "Profiles, as `dovetrail profiles` lists them.")
  var profiles: [String]

  func validate() throws {
    if let expires, Expiry.day(expires) == nil {
      throw ValidationError("--expires \(expires): a day looks like 2027-06-30.")
    }
  }

  func run() throws {
    let requests = try requests(self.profiles.map(directory.profile))
    let mailServer = try server.readServer()
    Complaint.aboutErrors(mailServer)
    let plan = Planner(server: mailServer, style: style, expires: expires).plan(requests, created: Clock.now)
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

  /// - Throws: `ExitStatus.usage` where a parameter or grade is not one of the profiles'.
  private func requests(_ profiles: [Profile]) throws -> [ProfileRequest] {
    do throws(ParameterError) {
      return try ProfileRequest.requests(for: profiles, grade: grade, assignments: set)
    } catch {
      Complaint.error(error.message, nextStep: error.nextStep)
      throw ExitStatus.usage
    }
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

extension EditStyle: ExpressibleByArgument {}
