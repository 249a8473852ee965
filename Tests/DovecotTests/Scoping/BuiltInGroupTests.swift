import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("A group that the program has by itself")
struct BuiltInGroupTests {
  private func reading(_ text: String, configVersion: String, _ version: ProgramVersion) -> Reading {
    let lines = "dovecot_config_version = \(configVersion)\ndovecot_storage_version = 2.4.0\n"
    return Reading(lines + text, version: version)
  }

  private static let trash = "namespace/inbox/mailbox/Trash"

  @Test("gives what it sets where it is used, as a default of the version")
  func contents() throws {
    let reading = reading("@mailbox_defaults = english\n", configVersion: "2.4.4", ProgramVersion(2, 4, 5))
    var graph = reading.graph
    let setting = graph.setting(.dovecot, "\(Self.trash)/mailbox_special_use".utf8)
    let resolution = reading.configuration.precedence.resolution(of: setting, in: Context(), of: graph)
    let winner = try #require(resolution.winner)
    guard case .builtInDefault(let condition) = graph[winner].origin else {
      Issue.record("not a default")
      return
    }
    #expect(condition == "group @mailbox_defaults english")
    #expect(graph[winner].value.revealed(in: reading.files).text == "\\Trash")
    #expect(!reading.native().contains("Trash"))
  }

  @Test("loses to what is written in the block")
  func explicit() {
    let text = "@mailbox_defaults = english\nnamespace inbox {\n  mailbox Trash {\n    auto = no\n  }\n}\n"
    let reading = reading(text, configVersion: "2.4.4", ProgramVersion(2, 4, 5))
    #expect(reading.value(of: "\(Self.trash)/mailbox_auto") == "no")
    #expect(
      reading.resolution(of: "\(Self.trash)/mailbox_auto")?.beaten.map(\.reason) == [
        .groupLosesToExplicit, .builtInDefault,
      ])
  }

  @Test("keeps an old value for a file that states an older version")
  func history() {
    for (stated, value) in [("2.4.1", "no"), ("2.4.3", "subscribe")] {
      var reading = reading("@mailbox_defaults = english\n", configVersion: stated, ProgramVersion(2, 4, 5))
      _ = reading.graph.setting(.dovecot, "\(Self.trash)/mailbox_auto".utf8)
      #expect(reading.value(of: "\(Self.trash)/mailbox_auto") == value)
    }
    var old = reading("@mailbox_defaults = english\n", configVersion: "2.4.1", ProgramVersion(2, 4, 1))
    _ = old.graph.setting(.dovecot, "\(Self.trash)/mailbox_auto".utf8)
    #expect(old.value(of: "\(Self.trash)/mailbox_auto") == nil)
  }

  @Test("has the metrics of a proxy or of a backend")
  func metrics() {
    var reading = reading("@metric_defaults = backend\n", configVersion: "2.4.1", ProgramVersion(2, 4, 1))
    _ = reading.graph.setting(.dovecot, "metric/mail_deliveries/metric_filter".utf8)
    #expect(reading.value(of: "metric/mail_deliveries/metric_filter") == "event=mail_delivery_finished")
  }
}
