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

  func validate() throws {
    for code in codes where RuleRegistry.rule(code) == nil {
      throw ValidationError("--only \(code): no such rule; `dovetrail rules` lists them.")
    }
  }

  private var codes: Set<String> {
    Set((only ?? "").split(separator: ",").map { $0.uppercased() })
  }

  mutating func run() throws {
    let audited = AuditedServer(try server.readServer(), in: facts.context, today: String(Clock.now.prefix(10)))
    let result = AuditResult(of: audited, only: codes, baseline: try baseline.map(Self.known))
    let answer = ServerAnswer(audited.server)
    if let writeBaseline {
      try Files.write(Baseline.file(for: result, on: audited), to: writeBaseline, isPrivate: false)
      throw answer.status
    }
    Complaint.aboutErrors(audited.server)
    Standard.output.write(rendered(result, audited))
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
