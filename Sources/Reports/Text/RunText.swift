package import Planning

/// What an apply or undo did, and what is to be done now.
package enum RunText {
  package static func write(_ applied: AppliedRun, commands: [DaemonCommand], to output: inout TextOutput) {
    output.line(applied.wasApplied ? "Already in place, by run \(applied.run)" : "Written by run \(applied.run)", .bold)
    for file in applied.files {
      output.line("  \(file.path)")
      output.line(file.backup.map { "    old contents: \($0)" } ?? "    was not there before", .dim)
    }
    for link in applied.links {
      output.line("  \(link.path) is a symbolic link; its target \(link.target) was written.", .yellow)
    }
    write(commands, to: &output)
    output.line()
    output.line("To take it back: dovetrail undo \(applied.run)")
  }

  package static func write(_ undone: UndoneRun, commands: [DaemonCommand], to output: inout TextOutput) {
    if let run = undone.run {
      output.line("Restored what was before run \(run)", .bold)
      for path in undone.paths { output.line("  \(path)") }
      write(commands, to: &output)
    } else if undone.recovered.isEmpty {
      output.line("There is nothing to undo.")
    }
    if !undone.earlier.isEmpty {
      output.line("Earlier runs that can still be undone by name: \(undone.earlier.joined(separator: ", ")).", .dim)
    }
  }

  private static func write(_ commands: [DaemonCommand], to output: inout TextOutput) {
    guard !commands.isEmpty else { return }
    output.line()
    output.line("Takes effect with")
    for command in commands {
      output.line("  \(command.command)", .cyan)
      for reason in command.reasons { output.paragraph("since \(reason)", indent: 4) }
    }
  }

  /// What is said before anything else about a run that a crash had interrupted.
  package static func sentence(_ recovered: RecoveredRun) -> String {
    switch recovered.outcome {
    case .rolledBack: "Run \(recovered.run) had been interrupted; everything is as it was before it."
    case .completed: "Run \(recovered.run) had been interrupted at its end; all of its changes are in place."
    case .undone: "The undo of run \(recovered.run) had been interrupted; it is done now."
    }
  }
}
