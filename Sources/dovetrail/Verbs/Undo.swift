internal import ArgumentParser
internal import Planning
internal import Reports

/// `dovetrail undo [RUN]`
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Restore the files that an apply has replaced: the exact bytes, owners, permissions and times.",
    discussion: """
      Refused with exit code 4, and nothing restored, where one of the files was changed since. Where the last run is \
      undone already there is nothing to do, and that is said.

      EXAMPLES
        dovetrail undo                          the last run
        dovetrail undo 0001-20261124T083000Z    a certain one
        dovetrail --root /srv/copy undo
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup var writing: WriterOptions

  @Option(name: .long, help: "text or json.")
  var format = OutputFormat.text

  @Argument(help: ArgumentHelp("A run, as `dovetrail apply` names it.", valueName: "run"))
  var name: String?

  func run() throws {
    let undone = try writing.write(server.root) { writer throws(WriterError) in try writer.undo(name) }
    writing.tell(undone.recovered)
    let commands = DaemonCommand.commands(for: undone.plan?.changes(with: .accepted) ?? [], paths: undone.paths)
    switch format {
    case .text:
      var output = TextOutput(style: Standard.output.style())
      RunText.write(undone, commands: commands, to: &output)
      Standard.output.write(output)
    case .json:
      Standard.output.write(RunJSON.document(undone, commands: commands))
    }
  }
}
