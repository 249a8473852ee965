internal import ArgumentParser
internal import Audit

/// `dovetrail audit`
struct AuditServer: ParsableCommand {
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
  var format = AuditQuestion.Format.text

  @Option(name: .long, help: "Exit code 1 from this severity on: error, warning, note, never.")
  var failOn = AuditQuestion.Threshold.warning

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
    for code in AuditQuestion.codes(only) where RuleRegistry.rule(code) == nil {
      throw ValidationError("--only \(code): no such rule; `dovetrail rules` lists them.")
    }
  }

  func run() throws { try question.answer() }

  var question: AuditQuestion {
    AuditQuestion(
      server: server.choice, context: facts.context, format: format, failOn: failOn, baseline: baseline,
      writeBaseline: writeBaseline, codes: AuditQuestion.codes(only), policies: policy.compactMap(TLSPolicy.named),
      expiryDays: expiryDays, fixPlan: fixPlan)
  }
}

extension AuditQuestion.Format: ExpressibleByArgument {}
extension AuditQuestion.Threshold: ExpressibleByArgument {}
