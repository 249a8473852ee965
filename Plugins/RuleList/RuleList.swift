import Foundation
import PackagePlugin

/// Writes the list of all rules from the names of the files below `Sources/Audit/Rules`: a file there is a rule.
@main
struct RuleList: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target as? any SourceModuleTarget else { return [] }
    let rules = module.sourceFiles(withSuffix: "swift").map(\.url)
      .filter { $0.deletingLastPathComponent().deletingLastPathComponent().lastPathComponent == "Rules" }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "RuleRegistry+All.swift")
    return [
      .buildCommand(
        displayName: "Listing \(rules.count) rules", executable: try context.tool(named: "ListRules").url,
        arguments: [output.path] + rules.map { $0.deletingPathExtension().lastPathComponent }, inputFiles: rules,
        outputFiles: [output])
    ]
  }
}
