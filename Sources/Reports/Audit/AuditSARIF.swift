package import Audit
internal import MailServer
internal import SourceText

/// `{"version":"2.1.0","runs":[{"tool":…,"results":[…]}]}`, the Static Analysis Results Interchange Format.
///
/// Paths are relative to the root that was read. Only lines are given: SARIF counts columns in characters, and a
/// configuration may hold any bytes.
package enum AuditSARIF {
  package static func document(_ result: AuditResult, on server: AuditedServer, programVersion: String) -> [UInt8] {
    let places = FindingPlaces(server: server)
    let rules = RuleRegistry.all.map(\.page)
    var json = JSONWriter()
    json.object { json in
      json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.field("version", "2.1.0")
      json.key("runs")
      json.array { json in
        json.object { json in
          json.key("tool")
          json.object { json in
            json.key("driver")
            writeDriver(rules, programVersion, to: &json)
          }
          json.key("originalUriBaseIds")
          json.object { json in
            json.key("ROOT")
            json.object { $0.field("uri", "file:///") }
          }
          json.key("results")
          json.array(result.findings) { json, finding in
            let index = rules.firstIndex { $0.code == finding.code }
            write(finding, ruleIndex: index, places, on: server, to: &json)
          }
        }
      }
    }
    return json.document
  }

  private static func writeDriver(_ rules: [RulePage], _ version: String, to json: inout JSONWriter) {
    json.object { json in
      json.field("name", "dovetrail")
      json.field("version", version)
      json.key("rules")
      json.array(rules) { json, page in
        json.object { json in
          json.field("id", page.code)
          message("shortDescription", page.title, to: &json)
          message("fullDescription", "\(page.problem) \(page.consequence)", to: &json)
          message("help", page.fix, to: &json)
        }
      }
    }
  }

  private static func message(_ name: String, _ text: String, to json: inout JSONWriter) {
    json.key(name)
    json.object { $0.field("text", text) }
  }

  private static func write(
    _ finding: Finding, ruleIndex: Int?, _ places: FindingPlaces, on server: AuditedServer, to json: inout JSONWriter
  ) {
    let listeners = finding.listeners.isEmpty ? "" : " (\(finding.listeners.joined(separator: ", ")))"
    let located = finding.places.filter { places.path($0) != nil }
    json.object { json in
      json.field("ruleId", finding.code)
      if let ruleIndex { json.field("ruleIndex", ruleIndex) }
      json.field("level", finding.severity.rawValue)
      message("message", finding.message + listeners, to: &json)
      json.key("locations")
      json.array(located.prefix(1)) { json, place in write(place, id: nil, places, to: &json) }
      json.key("relatedLocations")
      json.array(located.dropFirst().enumerated()) { json, numbered in
        write(numbered.element, id: numbered.offset + 1, places, to: &json)
      }
      json.key("partialFingerprints")
      json.object { json in
        json.field("cause/v1", Baseline.lines(of: finding, on: server).first ?? finding.code)
      }
    }
  }

  private static func write(_ place: Finding.Place, id: Int?, _ places: FindingPlaces, to json: inout JSONWriter) {
    json.object { json in
      if let id { json.field("id", id) }
      json.key("physicalLocation")
      json.object { json in
        json.key("artifactLocation")
        json.object { json in
          json.field("uri", uri(places.path(place) ?? ""))
          json.field("uriBaseId", "ROOT")
        }
        guard let position = places.position(place) else { return }
        json.key("region")
        json.object { $0.field("startLine", position.line) }
      }
      message("message", place.subject, to: &json)
    }
  }

  /// The path below the root, with everything but letters, digits and `-._~/` percent-encoded (RFC 3986).
  static func uri(_ path: String) -> String {
    var text = ""
    for byte in path.utf8.drop(while: { $0 == ASCII.slash }) {
      if ASCII.isAlphanumeric(byte) || "-._~/".utf8.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        text += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return text
  }
}
