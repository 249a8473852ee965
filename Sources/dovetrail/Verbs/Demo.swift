internal import ArgumentParser
internal import Dovecot
internal import MailServer
internal import Planning
internal import Postfix
internal import Reports
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `dovetrail demo [NAME]`: the embedded sample, played through every verb.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Play the evening that Windows Live Mail stopped working, on an embedded sample; no server needed.",
    discussion: """
      EXAMPLES
        dovetrail demo
      """)

  @Argument(help: "The sample to play: \(EmbeddedSample.windowsLiveMail.name).")
  var name = EmbeddedSample.windowsLiveMail.name

  func validate() throws {
    guard EmbeddedSample.all.contains(where: { $0.name == name }) else {
      throw ValidationError(
        "There is no sample '\(name)'; there is \(EmbeddedSample.all.map(\.name).joined(separator: ", ")).")
    }
  }

  func run() throws {
    guard let sample = EmbeddedSample.all.first(where: { $0.name == name }) else { throw ExitStatus.usage }
    let before = MailServer(reading: ServerTree(files: sample.files))
    Complaint.about(before.diagnostics.filter { $0.severity == .error }, files: before.files)
    var stage = Stage(sample: sample, output: TextOutput(style: Standard.output.style()))
    stage.story()
    stage.state(of: before)
    stage.why(sample.question, of: before)
    let profile = try ProfileOptions.parse([]).profile(sample.profile)
    let plan = Planner(server: before).plan([profile], created: Clock.now)
    stage.plan(plan)
    let changed = try accepted(plan, of: before)
    stage.patch(changed)
    stage.state(of: before.rereading(with: changed.contents), heading: "After the patch")
    Standard.output.write(stage.output)
    throw ServerAnswer(before).status
  }

  private func accepted(_ plan: Plan, of server: MailServer) throws -> PlannedTree {
    var plan = plan
    do throws(PlanError) {
      try plan.decide(
        ReviewRequest(
          accept: ["all"], reject: [], note: "the demo accepts everything", reviewer: "demo", time: Clock.now))
      return try plan.acceptedTree(in: server.tree)
    } catch {
      Complaint.error(error.message, nextStep: error.nextStep)
      throw ExitStatus.refused
    }
  }
}

/// What the demo shows, one scene after the other; each is headed by the command that shows it on a real server.
private struct Stage {
  let sample: EmbeddedSample
  var output: TextOutput

  mutating func story() {
    for line in sample.story { output.paragraph(line) }
    for line in sample.logLines { output.line("  " + line, .dim) }
  }

  mutating func state(of server: MailServer, heading: String? = nil) {
    if let heading {
      output.line()
      output.line(heading, .bold)
    }
    for (daemon, names) in sample.shown {
      command("show \(daemon) \(names.joined(separator: " "))")
      var server = server
      var rows: [EffectiveRow] = []
      for name in names {
        guard let setting = try? server.find(SettingQuestion("\(daemon):\(name)")) else { continue }
        rows += server.rows(of: setting, in: Context())
      }
      ShowText.write(rows, of: server, daemon: daemon, context: Context(), to: &output)
    }
    command("show postfix --style native --services | grep -E '^(smtp|submission) +inet'")
    guard case .output(let services)? = server.native(NativeRequest(services: true), of: .postfix) else { return }
    for line in services.text.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 2)
      if fields.count > 1, ["smtp", "submission"].contains(fields[0]), fields[1] == "inet" {
        output.line(String(line))
      }
    }
  }

  mutating func why(_ question: String, of server: MailServer) {
    command("why \(question)")
    var server = server
    guard let setting = try? server.find(SettingQuestion(question)),
      let explanation = server.explanation(of: setting, in: Context())
    else { return }
    WhyText.write(explanation, of: server, to: &output)
  }

  mutating func plan(_ plan: Plan) {
    command("plan \(plan.profiles.joined(separator: " ")) -o wlm.plan.toml")
    PlanText.write(plan, to: &output)
  }

  mutating func patch(_ tree: PlannedTree) {
    command("review wlm.plan.toml --accept all && dovetrail patch wlm.plan.toml")
    DiffText.write(tree.unifiedDiff.text, indent: 0, to: &output)
  }

  private mutating func command(_ text: String) {
    output.line()
    output.line("$ dovetrail \(text)", .cyan)
  }
}
