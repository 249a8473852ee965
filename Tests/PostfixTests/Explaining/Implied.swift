import SettingsGraph
import SourceText
import Testing

@testable import Postfix

/// The implications of one parameter in a few lines of main.cf and master.cf.
struct Implied {
  let all: [Implication]
  let reading: Reading

  init(_ name: String, main: String, master: String = "", service: String? = nil) throws {
    let reading = Reading(main: main, master: master)
    var graph = reading.graph
    reading.configuration.addDefault(of: name, to: &graph)
    let setting = try #require(graph.find(.postfix, Array(name.utf8)))
    let resolution = reading.configuration.precedence.resolution(
      of: setting, in: Context(service: service), of: graph)
    all = reading.configuration.implications(of: resolution, in: graph, files: reading.files)
    self.reading = reading
  }

  var moot: [Implication] { all.filter(\.makesMoot) }
  var actions: [Remedy.Action?] { all.map { $0.remedy?.action } }
  func says(_ words: String) -> Bool { all.contains { $0.sentence.contains(words) } }

  /// The file of the first remedy that replaces bytes, after it.
  func edited() throws -> String {
    for case .replace(let span, let bytes)? in actions {
      return try [TextEdit(span.range, with: bytes)].applied(to: reading.files[span.file].bytes).text
    }
    return ""
  }
}
