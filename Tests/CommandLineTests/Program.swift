internal import OracleSupport
internal import Testing

/// The program under test: the binary that was built beside the tests.
enum Program {
  /// `$DOVETRAIL_BINARY`, else `dovetrail` in the folder of the test bundle.
  static let path: String = {
    if let given = environment("DOVETRAIL_BINARY") { return given }
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return bundle.split(separator: "/").dropLast().reduce(into: "") { $0 += "/\($1)" } + "/dovetrail"
  }()

  static func run(_ arguments: String..., root: String? = nil) async throws -> ProgramRun {
    try await ProgramRun.of([path] + (root.map { ["--root", $0] } ?? []) + arguments)
  }

  static func sample(_ name: String) -> String { "\(packageFolder)/Samples/\(name)" }
}
