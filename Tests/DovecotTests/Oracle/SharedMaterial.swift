import Foundation
import ServerTree
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// Recorded answers of the real daemons, which stand beside the project (`../shared`) where they are at all.
enum SharedMaterial {
  static let directory: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let candidates: [String?] = [
      ProcessInfo.processInfo.environment["DOVETRAIL_SHARED"],
      root.deletingLastPathComponent().appendingPathComponent("shared").path,
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0 + "/oracle") }
  }()

  /// The directories below `path`, in byte order; empty where the material is absent, which is said.
  static func cases(in path: String) -> [String] {
    guard let directory else {
      print("no ../shared and no DOVETRAIL_SHARED: nothing to compare with below \(path)")
      return []
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(path)")) ?? []
    return names.sorted().map { "\(directory)/\(path)/\($0)" }.filter { isDirectory($0) }
  }

  private static func isDirectory(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  static func bytes(of path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map { [UInt8]($0) } }
}

/// A tree read for a test, with all that belongs to it.
struct Reading {
  var graph = SettingsGraph()
  var files = SourceFiles()
  let configuration: DovecotConfiguration

  init(root: String, mainFile: String = "/etc/dovecot/dovecot.conf", version: ProgramVersion) throws {
    let tree = try ServerTree(root: root)
    configuration = DovecotConfiguration(
      reading: TreePath(mainFile), of: tree, version: AssumedVersion(version, source: .option), graph: &graph,
      files: &files)
  }

  init(
    _ files: [(String, String)], links: [(String, String)] = [], mainFile: String = "/etc/dovecot/dovecot.conf",
    version: ProgramVersion = ProgramVersion(2, 3, 19)
  ) {
    let tree = ServerTree(
      files: files.map { ($0.0, Array($0.1.utf8)) }, links: links.map { (path: $0.0, target: $0.1) })
    configuration = DovecotConfiguration(
      reading: TreePath(mainFile), of: tree, version: AssumedVersion(version, source: .option), graph: &graph,
      files: &self.files)
  }

  /// One main file.
  init(_ text: String, version: ProgramVersion = ProgramVersion(2, 3, 19)) {
    self.init([("/etc/dovecot/dovecot.conf", text)], version: version)
  }

  func native(
    _ form: DovecotConfiguration.NativeForm = .changed, of names: [String] = [], context: Context? = nil,
    showingSecrets: Bool = false
  ) -> String {
    var output: [UInt8] = []
    configuration.writeNative(
      form, of: names, context: context, showingSecrets: showingSecrets, graph: graph, files: files, to: &output)
    return output.text
  }

  var daemonMessages: [String] { configuration.diagnostics.compactMap(\.daemonMessage) }
  var isRefused: Bool { configuration.diagnostics.contains(where: \.isRefusedByDaemon) }

  func resolution(of name: String, in context: Context = Context()) -> Resolution? {
    graph.find(.dovecot, name.utf8).map { configuration.precedence.resolution(of: $0, in: context, of: graph) }
  }

  func value(of name: String, in context: Context = Context()) -> String? {
    resolution(of: name, in: context).flatMap {
      configuration.expandedValue(of: $0, in: graph, files: files)?.revealed(in: files).text
    }
  }
}
