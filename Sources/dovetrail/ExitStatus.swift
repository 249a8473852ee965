internal import Glibc

/// The exit codes of the command line's contract.
enum ExitStatus: Int32, Error {
  case done = 0
  /// Findings, changes, or a refusal by the simulated server.
  case findings = 1
  case usage = 2
  /// The daemon itself would refuse the configuration.
  case refusedByDaemon = 3
  /// A stale plan, an undecided or rejected change.
  case refused = 4
  case inputOutput = 5

  func leave() -> Never { exit(rawValue) }
}
