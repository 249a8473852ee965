internal import ArgumentParser
internal import Audit
internal import Reports

/// `dovetrail rules [CODE]`
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "What the audit looks for; the page of one rule.",
    discussion: """
      EXAMPLES
        dovetrail rules
        dovetrail rules DT0501
      """)

  @Argument(help: ArgumentHelp("The code of a rule.", valueName: "code"))
  var code: String?

  @Option(name: .long, help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    let page = code.flatMap { RuleRegistry.rule($0)?.page }
    if let code, page == nil { throw ValidationError("There is no rule \(code); `dovetrail rules` lists them.") }
    switch format {
    case .json: Standard.output.write(RulesJSON.document(page.map { [$0] } ?? RuleRegistry.all.map(\.page)))
    case .text:
      var output = TextOutput(style: Standard.output.style(showsSecrets: false))
      if let page { RulePageText.write(page, to: &output) } else { RulePageText.list(to: &output) }
      Standard.output.write(output)
    }
  }
}
