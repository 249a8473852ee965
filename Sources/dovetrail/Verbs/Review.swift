internal import ArgumentParser
internal import Planning
internal import Reports

/// `dovetrail review PLAN --accept ID,… --reject ID,… --note TEXT`
struct Review: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Decide about the changes of a plan; decisions are kept in the plan file.",
    discussion: """
      On a terminal the changes are asked about one by one, with the keys of `git add -p`. Without a terminal, and \
      without --accept and --reject, the plan is printed with its decisions.

      EXAMPLES
        dovetrail review wlm.plan.toml
        dovetrail review wlm.plan.toml --accept postfix-submission --reject dovecot-plaintext-login
        dovetrail review wlm.plan.toml --accept all --note "until the clients are replaced"
      """)

  @Option(
    name: .long, help: ArgumentHelp("Changes to accept, comma between them; all for every one.", valueName: "id,…"))
  var accept: [String] = []

  @Option(name: .long, help: ArgumentHelp("Changes to reject.", valueName: "id,…"))
  var reject: [String] = []

  @Option(name: .long, help: ArgumentHelp("Kept with the decisions.", valueName: "text"))
  var note = ""

  @Option(name: .long, help: "text or json.")
  var format = OutputFormat.text

  @Argument(help: "A plan file.")
  var plan: String

  func run() throws {
    var plan = try Files.plan(self.plan)
    if !accept.isEmpty || !reject.isEmpty {
      try decide(&plan)
      try Files.write(plan.fileContents, to: self.plan, isPrivate: false)
    } else if format == .text, Keyboard.isTerminal, Standard.output.isTerminal {
      return try ask(&plan)
    }
    switch format {
    case .text:
      var output = TextOutput(style: Standard.output.style())
      PlanText.write(plan, to: &output)
      Standard.output.write(output)
    case .json:
      Standard.output.write(PlanJSON.document(plan))
    }
  }

  private static var reviewer: String { Environment.value("SUDO_USER") ?? Environment.value("USER") ?? "" }

  /// Change by change on the terminal; the decisions are kept at the end and on `q`, not after Ctrl-C.
  private func ask(_ plan: inout Plan) throws {
    var session = ReviewSession(plan, reviewer: Self.reviewer, time: Clock.now, note: note)
    do throws(Keyboard.Interrupted) {
      try session.run(on: Keyboard())
    } catch {
      Complaint.error("Interrupted; the plan is as it was.", nextStep: "Leave with q to keep decisions.")
      throw ExitStatus.refused
    }
    if session.plan != plan { try Files.write(session.plan.fileContents, to: self.plan, isPrivate: false) }
    var output = TextOutput(style: Standard.output.style())
    PlanText.writeSummary(of: session.plan, to: &output)
    Standard.output.write(output)
  }

  private func decide(_ plan: inout Plan) throws {
    let request = ReviewRequest(
      accept: Self.ids(accept), reject: Self.ids(reject), note: note, reviewer: Self.reviewer, time: Clock.now)
    do throws(PlanError) {
      for fallen in try plan.decide(request) {
        Complaint.note("'\(fallen.id)' falls with '\(fallen.cause)', which it needs.")
      }
    } catch {
      Complaint.error(error.message, nextStep: error.nextStep)
      throw ExitStatus.usage
    }
  }

  private static func ids(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",").map { String($0.filter { $0 != " " }) } }
  }
}
