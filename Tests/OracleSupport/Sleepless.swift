/// `Tests/Sleepless/sleepless.c`, compiled: in front of a program's C library it makes runs fast and alike.
///
/// A Postfix program sleeps for a second behind every refusal; thousands of questions have no time for that.
package enum Sleepless {
  private static let compiled = Task { try await compile() }

  /// The bytes of the library, which fits every Debian root.
  package static var library: [UInt8] { get async throws { try await compiled.value } }

  private static func compile() async throws -> [UInt8] {
    let folder = try TemporaryTree()
    let source = "\(packageFolder)/Tests/Sleepless/sleepless.c"
    let command =
      ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-nostdlib", "-o", "\(folder.path)/sleepless.so", source]
    let run = try await ProgramRun.of(command)
    guard run.isSuccess else { throw ProgramError.refused(command, errors: run.errorText) }
    return try folder.read("sleepless.so")
  }
}
