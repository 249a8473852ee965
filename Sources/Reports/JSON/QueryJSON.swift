package import MailServer
package import SourceText

/// `{"schema":"dovetrail/query/1","table":"hash:/etc/postfix/virtual","answers":[…]}`
package enum QueryJSON {
  package static func document(_ query: TableQuery, files: SourceFiles) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/query/1")
      json.field("table", query.table)
      json.key("answers")
      json.array(query.answers) { json, answer in
        json.object { json in
          json.field("key", answer.key)
          json.field("result", answer.result.rawValue)
          json.field("value", answer.value?.text)
          json.field("path", answer.place?.path)
          json.field("line", answer.place?.line)
          json.field("reason", answer.reason)
        }
      }
      json.key("diagnostics")
      DiagnosticJSON.write(query.diagnostics, files: files, to: &json)
    }
    return json.document
  }
}
