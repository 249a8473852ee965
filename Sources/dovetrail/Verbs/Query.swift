internal import ArgumentParser
internal import MailServer
internal import Postfix
internal import Reports
internal import SettingsGraph
internal import SourceText

/// `dovetrail query TABLE KEY…`
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask a lookup table of Postfix, and see the line that answers.",
    discussion: """
      The source text of a table is asked, not the index that postmap has made of it; nothing is contacted.

      EXAMPLES
        dovetrail query hash:/etc/postfix/virtual info@example.net
        dovetrail query pcre:/etc/postfix/helo_access mail.example.net other.example
        dovetrail query 'pipemap:{inline:{a=b},static:c}' a --format json
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Answer") var answer: AnswerOptions

  @Argument(help: ArgumentHelp("The table, as parameters name it.", valueName: "type:name"))
  var table: String

  @Argument(help: "What to look up; exit code 1 where a key has no answer.")
  var keys: [String]

  mutating func run() throws {
    let mailServer = try server.readServer([.postfix])
    var files = mailServer.files
    let query = TableQuery(keys, in: table, of: mailServer, files: &files)
    Complaint.about(query.diagnostics, files: files)
    switch answer.format {
    case .text:
      var output = TextOutput(style: Standard.output.style(showsSecrets: answer.showSecrets))
      QueryText.write(query, to: &output)
      Standard.output.write(output)
    case .json: Standard.output.write(QueryJSON.document(query, files: files))
    }
    throw status(of: query)
  }

  private func status(of query: TableQuery) -> ExitStatus {
    if query.diagnostics.contains(where: \.isRefusedByDaemon) { return .refusedByDaemon }
    return query.answers.allSatisfy { $0.result == .found } ? .done : .findings
  }
}
