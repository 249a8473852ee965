internal import ArgumentParser
internal import Audit
internal import MailServer
internal import Planning
internal import Reports
internal import SourceText

/// `dovetrail audit`
struct AuditServer: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, junit, gcc, markdown
  }

  enum Threshold: String, ExpressibleByArgument, CaseIterable {
    case error, warning, note, never

    var severity: Finding.Severity? { Finding.Severity(rawValue: rawValue) }
  }

  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "What is wrong with a server: judged by its listeners and effective values, of both daemons together.",
    discussion: """
      EXAMPLES
        dovetrail audit
        dovetrail audit --service submission --fail-on error
        dovetrail audit --only DT0501,DT0601 --format sarif
        dovetrail audit --policy mozilla-intermediate
        dovetrail audit --fix-plan fixes.plan.toml       then: dovetrail review fixes.plan.toml
        dovetrail audit --write-baseline known.tsv       then: dovetrail audit --baseline known.tsv
        dovetrail rules DT0501                           what a finding means

      In a file, `# dovetrail:ignore CODE reason` on a line of its own silences the next setting.
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Context") var facts: ContextOptions

  @Option(name: .long, help: "text, json, sarif, junit, gcc or markdown.")
  var format = Format.text

  @Option(name: .long, help: "Exit code 1 from this severity on: error, warning, note, never.")
  var failOn = Threshold.warning

  @Option(name: .long, help: ArgumentHelp("Findings that are known and not told.", valueName: "file"))
  var baseline: String?

  @Option(name: .long, help: ArgumentHelp("Write what is found as a baseline, and tell nothing.", valueName: "file"))
  var writeBaseline: String?

  @Option(name: .long, help: ArgumentHelp("Only these rules, with commas between.", valueName: "code,..."))
  var only: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Hold each listener to a level too: \(TLSPolicy.all.map(\.name).joined(separator: ", ")). May be given several times.",
      valueName: "name"))
  var policy: [String] = []

  @Option(name: .long, help: ArgumentHelp("Tell of certificates that expire within so many days.", valueName: "days"))
  var expiryDays = AuditedServer.expiryDays

  @Option(name: .long, help: ArgumentHelp("Write the fixes of what is found as a plan to review.", valueName: "plan"))
  var fixPlan: String?

  func validate() throws {
    for name in policy where TLSPolicy.named(name) == nil {
      let known = TLSPolicy.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--policy \(name): no such policy; there are \(known).")
    }
    guard (0...3650).contains(expiryDays) else {
      throw ValidationError("--expiry-days \(expiryDays): a number of days from 0 to 3650.")
    }
    for code in codes where RuleRegistry.rule(code) == nil {
      throw ValidationError("--only \(code): no such rule; `dovetrail rules` lists them.")
    }
  }

  private var codes: Set<String> {
    Set((only ?? "").split(separator: ",").map { $0.uppercased() })
  }

  mutating func run() throws {
    let audited = AuditedServer(
      try server.readServer(), in: facts.context, at: Clock.moment, holdingTo: policy.compactMap(TLSPolicy.named),
      expiryDays: expiryDays)
    let result = AuditResult(of: audited, only: codes, baseline: try baseline.map(Self.known))
    let answer = ServerAnswer(audited.server)
    if let writeBaseline {
      try Files.write(Baseline.file(for: result, on: audited), to: writeBaseline, isPrivate: false)
      throw answer.status
    }
    Complaint.aboutErrors(audited.server)
    Standard.output.write(rendered(result, audited))
    if let fixPlan { try write(FixPlan(result), to: fixPlan, audited.server) }
    let hasFailed = failOn.severity.map(result.hasFindings) ?? false
    throw answer.orElse(hasFailed ? .findings : .done)
  }

  private func rendered(_ result: AuditResult, _ audited: AuditedServer) -> [UInt8] {
    var output = TextOutput(style: Standard.output.style(showsSecrets: false))
    switch format {
    case .json: return AuditJSON.document(result, on: audited)
    case .sarif: return AuditSARIF.document(result, on: audited, programVersion: Version.current)
    case .junit: return AuditJUnit.document(result, on: audited, only: codes)
    case .text: AuditText.write(result, on: audited, to: &output)
    case .gcc: AuditGCC.write(result, on: audited, to: &output)
    case .markdown: AuditMarkdown.write(result, on: audited, to: &output)
    }
    return output.bytes
  }

  private func write(_ fixes: FixPlan, to path: String, _ mailServer: MailServer) throws {
    let plan = Planner(server: mailServer).plan([fixes.profile], created: Clock.now)
    try Files.write(plan.fileContents, to: path, isPrivate: false)
    for remark in plan.remarks { Complaint.note("\(remark.id): \(remark.text)", nextStep: "See the rule's page.") }
    let count = plan.changes.count
    Complaint.note(
      count == 0 ? "No finding has a fix that a plan can hold." : "\(count) change\(count == 1 ? "" : "s") in \(path).",
      nextStep: count == 0 ? "dovetrail rules CODE tells what to do." : "dovetrail review \(path)")
  }

  private static func known(_ path: String) throws -> Baseline {
    let bytes = try Files.contents(path)
    do throws(Baseline.Malformed) {
      return try Baseline(bytes)
    } catch {
      Complaint.error(
        "\(path):\(error.line) is no line of a baseline.", nextStep: "Make the file again with --write-baseline.")
      throw ExitStatus.inputOutput
    }
  }
}
