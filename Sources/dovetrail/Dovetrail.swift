internal import ArgumentParser

/// `dovetrail [--root DIR] VERB …`
@main
struct Dovetrail: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dovetrail",
    abstract: "Tells which file wins in a Postfix and Dovecot configuration, why, and changes it safely.",
    discussion: """
      Reads /etc/dovecot and /etc/postfix below the root, needs no daemon and no network, and writes nothing \
      unless it is told where.

      EXAMPLES
        dovetrail show dovecot                     what is set, and where
        dovetrail why ssl                          which file wins, and what beats the others
        dovetrail --root /srv/copy show            the same for a copied tree
        dovetrail audit                            what is wrong, and what to do about it
        dovetrail plan legacy-windows-live-mail    what would have to change for old clients
        dovetrail demo                             all of it on an embedded sample

      EXIT CODES
        0  done, nothing to report
        1  findings, changes, or a refusal by the simulated server
        2  usage
        3  the configuration is one that the daemon itself would refuse (all problems are printed)
        4  refused: stale plan, undecided or rejected change
        5  input or output error
      """,
    version: Version.current,
    subcommands: [
      Show.self, Why.self, Query.self, AuditServer.self, Rules.self, Profiles.self, MakePlan.self, Review.self,
      Patch.self,
      Apply.self, Undo.self,
      Demo.self,
    ]
  )

  static func main() {
    let arguments = ArgumentOrder.verbFirst(ProgramArguments.all)
    if arguments == ["--version"] {
      // Answered before the parser looks at every verb: a version is asked for often, and by scripts.
      Standard.output.write(Array("\(Version.current)\n".utf8))
      ExitStatus.done.leave()
    }
    run(arguments)
  }

  private static func run(_ arguments: [String]) {
    do {
      if let question = ShowQuestion(plainWords: arguments) { try question.answer() }
      if let question = AuditQuestion(plainWords: arguments) { try question.answer() }
      var command = try shortcut(arguments) ?? parseAsRoot(arguments)
      try command.run()
    } catch let status as ExitStatus {
      status.leave()
    } catch {
      leave(with: error)
    }
    ExitStatus.done.leave()
  }

  /// The verb's own command, parsed without building the tree of all verbs: half of the time of a short answer.
  ///
  /// Nil for anything but a right call of a verb; the whole tree then finds the words for what is wrong, or for help.
  private static func shortcut(_ arguments: [String]) throws -> (any ParsableCommand)? {
    guard let verb = arguments.first,
      let command = configuration.subcommands.first(where: { $0.configuration.commandName == verb })
    else { return nil }
    return try? command.parseAsRoot(Array(arguments.dropFirst()))
  }

  /// Help goes to standard output; a usage error to standard error, with exit code 2.
  private static func leave(with error: any Error) -> Never {
    let text = Array((fullMessage(for: error) + "\n").utf8)
    if exitCode(for: error) == .success {
      Standard.output.write(text)
      ExitStatus.done.leave()
    }
    Standard.error.write(text)
    ExitStatus.usage.leave()
  }
}

/// The version of this program.
enum Version {
  static let current = "0.1.0"
}
