internal import ArgumentParser
internal import Planning
internal import Reports

/// Where a tree is written, and where the way back is kept.
struct WriterOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where journals and old files are kept; /var/lib/dovetrail inside the root if not given.", valueName: "dir"))
  var state: String?

  func validate() throws {
    if let state, !state.hasPrefix("/") { throw ValidationError("--state \(state): give an absolute path.") }
  }

  /// Does something with a writer; every failure is said with its next step and leaves with its exit code.
  func write<Result>(_ root: String, _ body: (Writer) throws(WriterError) -> Result) throws -> Result {
    do throws(WriterError) {
      return try body(try Writer(root: root, state: state))
    } catch {
      Complaint.error(error.message, nextStep: error.nextStep)
      throw status(error.kind)
    }
  }

  private func status(_ kind: WriterError.Kind) -> ExitStatus {
    switch kind {
    case .refused: .refused
    case .refusedByDaemon: .refusedByDaemon
    case .unknownRun: .usage
    case .inputOutput: .inputOutput
    }
  }

  func tell(_ recovered: [RecoveredRun]) {
    for run in recovered { Complaint.note(RunText.sentence(run)) }
  }
}
