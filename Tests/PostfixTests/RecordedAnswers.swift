import Foundation
import OracleSupport
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

/// Recorded answers of the real programs, in `../shared` beside the package; nothing here without it.
enum RecordedAnswers {
  static let shared: URL? = SharedReference.find("recorded answers").map { URL(fileURLWithPath: $0.path) }

  /// The cases below a folder, by name.
  static func cases(_ folder: String) -> [URL] {
    guard let shared else { return [] }
    let url = shared.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.sorted().map { url.appendingPathComponent($0) }
  }

  static func bytes(_ url: URL) -> [UInt8]? { (try? Data(contentsOf: url)).map(Array.init) }

  static func text(_ url: URL) -> String? { bytes(url).map(\.text) }

  /// A line `key: value` of a META file.
  static func meta(_ case: URL, _ key: String) -> String? {
    text(`case`.appendingPathComponent("META"))?.split(separator: "\n").first { $0.hasPrefix("\(key): ") }
      .map { String($0.dropFirst(key.count + 2)) }
  }

  /// The machine on which the answers were recorded: loopback only, one name of its own, process 1.
  static let host = HostFacts(
    hostName: "oracle.example.com",
    addresses: ["oracle.example.com": [IPAddress("192.0.2.1")].compactMap(\.self)], isComplete: true)

  static let versions = ["3.7.11": ProgramVersion(3, 7, 11), "3.10.13": ProgramVersion(3, 10, 13)]
}

/// One configuration read for one version, with everything a question needs.
struct Reading {
  let configuration: PostfixConfiguration
  let graph: SettingsGraph
  let files: SourceFiles

  init(_ tree: ServerTree, _ version: ProgramVersion, directory: String = "/etc/postfix", host: HostFacts? = nil) {
    var graph = SettingsGraph()
    var files = SourceFiles()
    configuration = PostfixConfiguration(
      reading: TreePath(directory), of: tree, version: AssumedVersion(version, source: .option), graph: &graph,
      files: &files, host: host)
    self.graph = graph
    self.files = files
  }

  init(main: String, master: String = "", version: ProgramVersion = ProgramVersion(3, 7, 11), host: HostFacts? = nil) {
    self.init(
      ServerTree(files: [
        ("/etc/postfix/main.cf", Array(main.utf8)), ("/etc/postfix/master.cf", Array(master.utf8)),
      ]), version, host: host ?? HostFacts(hostName: "oracle.example.com"))
  }

  /// Every message of ours that is one of postconf's.
  var daemonMessages: Set<String> { Set(configuration.diagnostics.compactMap(\.daemonMessage)) }
}
