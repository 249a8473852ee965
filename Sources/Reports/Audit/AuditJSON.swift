package import Audit
internal import MailServer
internal import SourceText

/// `{"schema":"dovetrail/audit/1","findings":[…]}`
package enum AuditJSON {
  package static func document(_ result: AuditResult, on server: AuditedServer) -> [UInt8] {
    let places = FindingPlaces(server: server)
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/audit/1")
      json.key("versions")
      VersionJSON.write(server.server, to: &json)
      json.key("findings")
      json.array(result.findings) { json, finding in write(finding, places, to: &json) }
      json.field("ignored", result.ignoredCount)
      json.field("known", result.knownCount)
      json.key("diagnostics")
      DiagnosticJSON.write(server.server.diagnostics, files: server.server.files, to: &json)
    }
    return json.document
  }

  private static func write(_ finding: Finding, _ places: FindingPlaces, to json: inout JSONWriter) {
    json.object { json in
      json.field("code", finding.code)
      json.field("severity", finding.severity.rawValue)
      json.field("title", RuleRegistry.rule(finding.code)?.page.title)
      json.field("message", finding.message)
      json.key("places")
      json.array(finding.places) { json, place in
        json.object { json in
          json.field("subject", place.subject)
          json.field("path", places.path(place))
          json.field("line", places.position(place)?.line)
        }
      }
      json.key("listeners")
      json.array(finding.listeners) { $0.value($1) }
      json.key("fix")
      guard let fix = finding.fix else { return json.null() }
      json.object { json in
        json.field("safe", fix.isSafe)
        json.key("changes")
        json.array(FindingPlaces.changes(fix)) { $0.value($1) }
      }
    }
  }
}

/// `{"schema":"dovetrail/rules/1","rules":[…]}`
package enum RulesJSON {
  package static func document(_ pages: [RulePage]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/rules/1")
      json.key("rules")
      json.array(pages) { json, page in
        json.object { json in
          json.field("code", page.code)
          json.field("title", page.title)
          json.field("problem", page.problem)
          json.field("consequence", page.consequence)
          json.field("fix", page.fix)
          json.field("exceptions", page.exceptions)
          json.key("sources")
          json.array(page.sources) { $0.value($1) }
        }
      }
    }
    return json.document
  }
}
