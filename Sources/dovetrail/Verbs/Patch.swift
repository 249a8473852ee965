internal import ArgumentParser
internal import MailServer
internal import Planning
internal import ServerTree

/// `dovetrail patch PLAN`
struct Patch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patch",
    abstract: "The accepted changes of a plan as one unified diff, relative to the root.",
    discussion: """
      Refused with exit code 4 where the plan is stale or nothing is accepted.

      EXAMPLES
        dovetrail --root /srv/copy patch wlm.plan.toml > wlm.patch
        patch -p1 -d /srv/copy < wlm.patch
      """)

  @OptionGroup(title: "Server") var server: ServerOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the patch to this file; readable by you only where it holds a secret.", valueName: "file")
  )
  var output: String?

  @Argument(help: "A plan file.")
  var plan: String

  func run() throws {
    let plan = try Files.plan(self.plan)
    let mailServer = try server.readServer()
    let tree: PlannedTree
    do throws(PlanError) {
      tree = try plan.acceptedTree(in: mailServer.tree)
    } catch {
      Complaint.error(error.message, nextStep: error.nextStep)
      throw ExitStatus.refused
    }
    let undecided = plan.changes(with: .undecided).map(\.id)
    if !undecided.isEmpty {
      Complaint.note("Not in the patch, since undecided: \(undecided.joined(separator: ", ")).")
    }
    for file in tree.files {
      guard let like = file.like else { continue }
      Complaint.note(
        "\(file.path) gets the permissions of whoever applies the patch; `dovetrail apply` gives it those of \(like).")
    }
    let secrets = SecretText(of: mailServer)
    let holdsSecret = tree.files.contains { secrets.appears(in: $0) }
    if holdsSecret {
      Complaint.note("The patch holds a secret value.", nextStep: "Keep it where only you can read it.")
    }
    if let output {
      try Files.write(tree.unifiedDiff, to: output, isPrivate: holdsSecret)
    } else {
      Standard.output.write(tree.unifiedDiff)
    }
  }
}
