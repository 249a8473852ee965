internal import ArgumentParser
internal import Dovecot
internal import MailServer
internal import Postfix
internal import Reports
internal import SettingsGraph

/// `dovetrail show [dovecot|postfix] [NAME…]`
struct Show: ParsableCommand {
  enum Style: String, ExpressibleByArgument, CaseIterable {
    case list, native
  }

  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Effective settings, one line each, with the file and line that each comes from.",
    discussion: """
      EXAMPLES
        dovetrail show                                both daemons, what is set
        dovetrail show dovecot ssl mail_location      two settings, set or not
        dovetrail show postfix --service submission   as that service runs with them
        dovetrail show dovecot --style native         what doveconf -n prints
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
  var style = Style.list

  @Flag(name: .long, help: "native, Postfix: with $names expanded, as postconf -x.")
  var expand = false

  @Flag(name: .long, help: "native, Postfix: master.cf, as postconf -M.")
  var services = false

  @Flag(name: .long, help: "native, Postfix: the -o options, as postconf -P.")
  var serviceOptions = false

  func validate() throws {
    if all, changed { throw ValidationError("--all and --changed exclude each other.") }
    if style == .native, daemon == nil {
      throw ValidationError("--style native needs a daemon: show dovecot or show postfix.")
    }
    if expand || services || serviceOptions, style != .native || daemon != .postfix {
      throw ValidationError("--expand, --services and --service-options go with show postfix --style native.")
    }
  }

  private var daemon: DaemonName? {
    switch names.first {
    case "dovecot": .dovecot
    case "postfix": .postfix
    default: nil
    }
  }

  mutating func run() throws {
    if names == ["listeners"] { return try writeListeners(server.readServer()) }
    let asked = daemon == nil ? names : Array(names.dropFirst())
    var mailServer = try server.readServer(daemon.map { [$0] } ?? [.dovecot, .postfix])
    let usage = ServerAnswer(mailServer)
    if style == .native {
      try writeNative(mailServer)
      throw usage.status
    }
    if all { mailServer.addAllDefaults() }
    let context = facts.context
    var rows: [EffectiveRow] = []
    if asked.isEmpty {
      rows = mailServer.effectiveRows(in: context.isEmpty ? nil : context, withDefaults: all)
    } else {
      rows = try rowsOf(asked, &mailServer, context)
    }
    switch answer.format {
    case .text:
      var output = TextOutput(style: Standard.output.style(showsSecrets: answer.showSecrets))
      ShowText.write(rows, of: mailServer, context: context, to: &output)
      Complaint.about(mailServer)
      Standard.output.write(output)
    case .json:
      Standard.output.write(
        ShowJSON.document(rows, of: mailServer, context: context, showingSecrets: answer.showSecrets))
    }
    throw usage.status
  }

  /// `show listeners`
  private func writeListeners(_ mailServer: MailServer) throws {
    let listeners = Listeners(of: mailServer)
    let links = Links(of: mailServer, listeners)
    switch answer.format {
    case .text:
      var output = TextOutput(style: Standard.output.style(showsSecrets: answer.showSecrets))
      ListenersText.write(listeners, links, of: mailServer, to: &output)
      Complaint.aboutErrors(mailServer)
      Standard.output.write(output)
    case .json:
      Standard.output.write(
        ListenersJSON.document(listeners, links, of: mailServer, showingSecrets: answer.showSecrets))
    }
    throw ServerAnswer(mailServer).status
  }

  private func rowsOf(_ asked: [String], _ mailServer: inout MailServer, _ context: Context) throws -> [EffectiveRow] {
    var rows: [EffectiveRow] = []
    for name in asked {
      let text = daemon.map { "\($0):\(name)" } ?? name
      let setting = try Questions.find(text, in: &mailServer)
      rows += mailServer.rows(of: setting, in: context)
    }
    return rows
  }

  /// Where the daemon's own tool refuses the tree, its words go to standard error and the exit code is 3.
  private func writeNative(_ mailServer: MailServer) throws {
    let request = NativeRequest(
      all: all, expand: expand, services: services, serviceOptions: serviceOptions, context: facts.context)
    Complaint.about(mailServer)
    if mailServer.isOnlyDoveconfsView(request, of: daemon ?? .dovecot) {
      Complaint.note(
        "This is the view of doveconf -f: where filters nest, the server takes other values, and it merges lists.",
        nextStep: "Leave --style native out for what the server does.")
    }
    switch mailServer.native(request, of: daemon ?? .dovecot) {
    case .output(let bytes): Standard.output.write(bytes)
    case .refusal(let message):
      Standard.error.write(Array("\(message)\n".utf8))
      throw ExitStatus.refusedByDaemon
    case nil: break
    }
  }
}
