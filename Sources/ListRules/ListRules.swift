internal import Glibc

/// `ListRules OUTPUT RULE…`: writes the Swift file that names every rule; run by the build, never shipped.
@main
enum ListRules {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first, let file = unsafe fopen(output, "w") else { exit(1) }
    let list = arguments.dropFirst().map { "    \($0)(),\n" }.joined()
    let text = """
      // Written by the build from the names of the files below Sources/Audit/Rules.
      extension RuleRegistry {
        static let listed: [any Rule] = [
      \(list)  ]
      }

      """
    let isWritten = unsafe fputs(text, file) >= 0
    let isClosed = unsafe fclose(file) == 0
    exit(isWritten && isClosed ? 0 : 1)
  }
}
