internal import SourceText
internal import Subprocess

/// What a program answered: its exit status and every byte that it wrote.
package struct ProgramRun: Sendable {
  /// 128 + the signal's number where a signal ended it, as a shell counts.
  package let status: Int
  package let output: [UInt8]
  package let errors: [UInt8]

  package var isSuccess: Bool { status == 0 }
  package var outputText: String { output.text }
  package var errorText: String { errors.text }

  /// The standard output without its leading `#` lines, in which doveconf names versions and the machine.
  package var outputWithoutBanner: [UInt8] {
    var rest = output[...]
    while rest.first == ASCII.hash {
      guard let end = rest.firstIndex(of: ASCII.lineFeed) else { return [] }
      rest = rest[(end + 1)...]
    }
    return Array(rest)
  }

  /// Runs a program of this machine, by its path or found in PATH, with no variables but PATH, HOME and LC_ALL=C.
  package static func of(
    _ command: [String], input: [UInt8] = [], in directory: String? = nil
  ) async throws -> ProgramRun {
    guard !command.isEmpty else { throw ProgramError.emptyCommand }
    // env(1) finds the program in PATH or by its path, and changes to the directory.
    let arguments = (directory.map { ["-C", $0] } ?? []) + command
    let limit = 256 << 20
    let result = try await Subprocess.run(
      .name("env"), arguments: Arguments(arguments),
      environment: .custom([
        "PATH": environment("PATH") ?? "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": environment("HOME") ?? "/",
        "LC_ALL": "C",
      ]),
      input: .array(input), output: .bytes(limit: limit), error: .bytes(limit: limit))
    return ProgramRun(
      status: Self.status(result.terminationStatus), output: result.standardOutput, errors: result.standardError)
  }

  private static func status(_ termination: TerminationStatus) -> Int {
    switch termination {
    case .exited(let code): Int(code)
    case .signaled(let signal): 128 + Int(signal)
    }
  }
}

/// Why a program gave no answer at all.
package enum ProgramError: Error, Sendable {
  case emptyCommand
  case tookTooLong([String], seconds: Int)
  case refused([String], errors: String)
}
