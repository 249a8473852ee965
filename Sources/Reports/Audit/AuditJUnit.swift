package import Audit
internal import SourceText

/// `<testcase name="DT0501 …"><failure …>`: each rule is a test, each finding a failure of it.
package enum AuditJUnit {
  /// - Parameter codes: the rules that were asked; empty for all.
  package static func document(_ result: AuditResult, on server: AuditedServer, only codes: Set<String>) -> [UInt8] {
    let places = FindingPlaces(server: server)
    let pages = RuleRegistry.all.map(\.page).filter { codes.isEmpty || codes.contains($0.code) }
    let failed = Set(result.findings.map(\.code)).count
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    text += "  <testsuite name=\"dovetrail audit\" tests=\"\(pages.count)\" failures=\"\(failed)\" errors=\"0\">\n"
    for page in pages {
      let findings = result.findings.filter { $0.code == page.code }
      text += "    <testcase classname=\"dovetrail\" name=\"\(XML.escaped("\(page.code) \(page.title)"))\""
      text += findings.isEmpty ? "/>\n" : ">\n\(failure(findings, places))    </testcase>\n"
    }
    return Array((text + "  </testsuite>\n</testsuites>\n").utf8)
  }

  /// A test case has one failure at most; of several findings it holds all texts.
  private static func failure(_ findings: [Finding], _ places: FindingPlaces) -> String {
    let lines = findings.flatMap { finding in
      [finding.message] + finding.places.map { "  at \(places.text($0))" }
        + (finding.listeners.isEmpty ? [] : ["  for \(finding.listeners.joined(separator: ", "))"])
    }
    let kind = findings.map(\.severity).max() ?? .note
    let message = XML.escaped(findings.first?.message ?? "")
    let body = XML.escaped(lines.joined(separator: "\n"))
    return "      <failure type=\"\(kind.rawValue)\" message=\"\(message)\">\(body)</failure>\n"
  }
}

/// Text for an element or attribute of XML 1.0.
enum XML {
  /// Characters that XML 1.0 cannot hold become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
    return result
  }
}
