internal import ArgumentParser
internal import Dovecot
internal import MailServer
internal import Planning
internal import Postfix
internal import Reports
internal import SettingsGraph

/// `dovetrail why [DAEMON:]NAME`
struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Why a setting has its value: the assignment that wins, and what beats every other.",
    discussion: """
      EXAMPLES
        dovetrail why ssl
        dovetrail why postfix:smtpd_tls_security_level --service submission
        dovetrail why ssl --expected yes               why it is not that
        dovetrail why mail_plugins --protocol imap --format json
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Context") var facts: ContextOptions
  @OptionGroup(title: "Answer") var answer: AnswerOptions

  @Argument(
    help: ArgumentHelp("A setting or parameter, with its daemon where both have it.", valueName: "[daemon:]name"))
  var name: String

  @Option(
    name: .long, help: ArgumentHelp("The value that was expected; exit code 1 where it is another.", valueName: "value")
  )
  var expected: String?

  mutating func run() throws {
    let question = SettingQuestion(name)
    // Postfix calls Dovecot: what becomes of its settings is seen with both.
    var mailServer = try server.readServer(question.daemon == .dovecot ? [.dovecot] : [.dovecot, .postfix])
    let setting = try Questions.find(name, in: &mailServer)
    guard let explanation = mailServer.explanation(of: setting, in: facts.context) else { throw ExitStatus.inputOutput }
    let wish = expected.map { ExpectedValue($0, of: setting, in: facts.context, on: mailServer) }
    // Problems of the other daemon are no part of this answer.
    mailServer.forgetDaemons(besides: mailServer.graph[setting].daemon)
    switch answer.format {
    case .text:
      var output = TextOutput(style: Standard.output.style(showsSecrets: answer.showSecrets))
      WhyText.write(explanation, of: mailServer, expected: wish, to: &output)
      Complaint.aboutErrors(mailServer)
      Standard.output.write(output)
    case .json:
      Complaint.aboutErrors(mailServer)
      Standard.output.write(
        WhyJSON.document(explanation, of: mailServer, expected: wish, showingSecrets: answer.showSecrets))
    }
    throw ServerAnswer(mailServer).orElse(wish.map { $0.holds && $0.steps.isEmpty ? .done : .findings } ?? .done)
  }
}
