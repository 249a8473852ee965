import Glibc
import OracleSupport
import Testing

@testable import Planning

/// The built program with a library in front of the C library that counts its calls and lets one of them fail.
struct Faults {
  /// How a call fails.
  enum Kind: Sendable, CustomTestStringConvertible {
    case kill
    /// A write is cut in half first.
    case tear
    case error(Int32, lasting: Bool = false)
    /// Somebody else does something at that moment.
    case run(String)

    var variables: [String] {
      switch self {
      case .kill: ["FAULT_KIND=kill"]
      case .tear: ["FAULT_KIND=tear"]
      case .error(let code, let lasting): ["FAULT_KIND=\(code)", "FAULT_LASTS=\(lasting ? 1 : 0)"]
      case .run(let command): ["FAULT_KIND=run", "FAULT_COMMAND=\(command)"]
      }
    }

    /// A tear is no other than a kill where nothing is written.
    func concerns(_ call: Substring) -> Bool {
      if case .tear = self { return call.hasPrefix("write ") }
      return true
    }

    var testDescription: String { variables.joined(separator: " ") }
  }

  private let library: String
  private let folder: TemporaryTree
  let program: String

  init() async throws {
    folder = try TemporaryTree()
    library = folder.path + "/faults.so"
    let source = packageFolder + "/Tests/Faults/faults.c"
    let compiled = try await ProgramRun.of(
      ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source, "-ldl"])
    try #require(compiled.isSuccess, "\(compiled.errorText)")
    program = try Self.program()
  }

  /// `dovetrail` stands beside the bundle of the tests.
  static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    try #require(length > 0)
    let bundle = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = String(bundle[..<(bundle.lastIndex(of: "/") ?? bundle.startIndex)]) + "/dovetrail"
    try #require(exists(path), "\(path) is not built")
    return path
  }

  /// Runs the program without a fault.
  func run(_ arguments: [String], in fixture: WritingFixture) async throws -> ProgramRun {
    try await ProgramRun.of(["env", program] + self.arguments(arguments, fixture))
  }

  /// Runs the program with a fault in its `call`-th call that changes something.
  func run(
    _ arguments: [String], in fixture: WritingFixture, _ kind: Kind, at call: Int, variables: [String] = []
  ) async throws -> ProgramRun {
    try await ProgramRun.of(
      ["env", "LD_PRELOAD=\(library)", "FAULT_AT=\(call)"] + variables + kind.variables + [program]
        + self.arguments(arguments, fixture))
  }

  /// The calls that change something, in their order: `renameat2 /tmp/x/etc/postfix/main.cf`.
  func trace(
    _ arguments: [String], in fixture: WritingFixture, variables: [String] = []
  ) async throws -> [Substring] {
    let file = folder.path + "/trace"
    unsafe unlink(file)
    let run = try await ProgramRun.of(
      ["env", "LD_PRELOAD=\(library)", "FAULT_TRACE=\(file)"] + variables + [program]
        + self.arguments(arguments, fixture))
    try #require(run.isSuccess, "\(run.errorText)")
    return String(decoding: try readFile(file), as: UTF8.self).split(separator: "\n")
      .map { $0.drop { $0 != " " }.dropFirst() }
  }

  private func arguments(_ arguments: [String], _ fixture: WritingFixture) -> [String] {
    ["--root", fixture.tree.path] + arguments
  }
}

extension WritingFixture {
  /// The plan as a file, outside the tree.
  func planFile() throws -> String {
    try outside.write("plan.toml", plan.fileContents)
    return outside.path + "/plan.toml"
  }
}
