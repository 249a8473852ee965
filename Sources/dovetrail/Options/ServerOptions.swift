internal import ArgumentParser
internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph

/// The options of every verb that reads a server.
struct ServerOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The directory that stands for /.", valueName: "dir"))
  var root = "/"

  @Option(name: .long, help: ArgumentHelp("Dovecot's main file inside the root.", valueName: "file"))
  var dovecot = "/etc/dovecot/dovecot.conf"

  @Option(name: .long, help: ArgumentHelp("Postfix' configuration directory inside the root.", valueName: "dir"))
  var postfix = "/etc/postfix"

  @Option(name: .long, help: ArgumentHelp("The Dovecot version to assume.", valueName: "version"))
  var dovecotVersion: String?

  @Option(name: .long, help: ArgumentHelp("The Postfix version to assume.", valueName: "version"))
  var postfixVersion: String?

  func validate() throws {
    for (option, text) in [("--dovecot-version", dovecotVersion), ("--postfix-version", postfixVersion)] {
      if let text, ProgramVersion(text) == nil {
        throw ValidationError("\(option) \(text): a version looks like 2.3.19 or 3.7.11.")
      }
    }
  }

  /// - Throws: `ExitStatus.inputOutput` where the root cannot be opened.
  func readServer(_ daemons: [DaemonName] = [.dovecot, .postfix]) throws -> MailServer {
    try choice.readServer(daemons)
  }

  var choice: ServerChoice {
    ServerChoice(
      root: root, dovecot: dovecot, postfix: postfix, dovecotVersion: dovecotVersion, postfixVersion: postfixVersion)
  }
}

/// `--format text|json`
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// How an answer is written.
struct AnswerOptions: ParsableArguments {
  @Option(name: .long, help: "text or json.")
  var format = OutputFormat.text

  @Flag(name: .long, help: "Print secret values; on a terminal, or with --force.")
  var showSecrets = false

  @Flag(name: .long, help: "With --show-secrets: also where standard output is no terminal.")
  var force = false

  func validate() throws {
    if showSecrets, !force, !Standard.output.isTerminal {
      throw ValidationError("--show-secrets needs a terminal, or --force.")
    }
  }
}

/// The facts of the question: a connection, or a service.
struct ContextOptions: ParsableArguments {
  @Option(
    name: [.customLong("protocol")], help: ArgumentHelp("Dovecot protocol: imap, pop3, lmtp …", valueName: "name"))
  var protocolName: String?

  @Option(name: .long, help: ArgumentHelp("The server's address of the connection.", valueName: "ip"))
  var local: String?

  @Option(name: .long, help: ArgumentHelp("The client's address.", valueName: "ip"))
  var remote: String?

  @Option(name: .long, help: ArgumentHelp("The server name that the client asks for in TLS.", valueName: "name"))
  var localName: String?

  @Option(name: .long, help: ArgumentHelp("Postfix service, NAME or NAME/TYPE.", valueName: "service"))
  var service: String?

  var context: Context {
    Context(protocolName: protocolName, localIP: local, remoteIP: remote, localName: localName, service: service)
  }
}
