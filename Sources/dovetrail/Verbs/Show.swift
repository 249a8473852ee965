internal import ArgumentParser
internal import Dovecot
internal import Postfix
internal import SettingsGraph

/// `dovetrail show [dovecot|postfix] [NAME…]`
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Effective settings, one line each, with the file and line that each comes from.",
    discussion: """
      EXAMPLES
        dovetrail show                                both daemons, what is set
        dovetrail show dovecot ssl mail_location      two settings, set or not
        dovetrail show postfix --service submission   as that service runs with them
        dovetrail show dovecot --style native         what doveconf -n prints
        dovetrail show dovecot service/imap --style native   what doveconf -n service/imap prints
        dovetrail show postfix --style native --all   what postconf prints
        dovetrail show listeners                      where both daemons take connections, and who may log in there
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Context") var facts: ContextOptions
  @OptionGroup(title: "Answer") var answer: AnswerOptions

  @Argument(help: "dovecot or postfix, then names; without names, everything. Or listeners.")
  var names: [String] = []

  @Flag(name: .long, help: "Defaults too.")
  var all = false

  @Flag(name: .long, help: "Only what is set (the default).")
  var changed = false

  @Option(name: .long, help: "list, or native: byte for byte what the daemon's own tool prints.")
  var style = ShowQuestion.Style.list

  @Flag(name: .long, help: "native, Postfix: with $names expanded, as postconf -x.")
  var expand = false

  @Flag(name: .long, help: "native, Postfix: master.cf, as postconf -M.")
  var services = false

  @Flag(name: .long, help: "native, Postfix: the -o options, as postconf -P.")
  var serviceOptions = false

  func validate() throws {
    if all, changed { throw ValidationError("--all and --changed exclude each other.") }
    if style == .native, question.daemon == nil {
      throw ValidationError("--style native needs a daemon: show dovecot or show postfix.")
    }
    if question.isOnlyForPostconf, style != .native || question.daemon != .postfix {
      throw ValidationError("--expand, --services and --service-options go with show postfix --style native.")
    }
  }

  var question: ShowQuestion {
    ShowQuestion(
      server: server.choice, context: facts.context, format: answer.format, showsSecrets: answer.showSecrets,
      names: names, all: all, style: style, expand: expand, services: services, serviceOptions: serviceOptions)
  }

  func run() throws { try question.answer() }
}

extension ShowQuestion.Style: ExpressibleByArgument {}
