package import MailServer
package import SettingsGraph
internal import SourceText

/// `{"schema":"dovetrail/show/1","settings":[…]}`
package enum ShowJSON {
  package static func document(
    _ rows: [EffectiveRow], of server: MailServer, context: Context, showingSecrets: Bool
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/show/1")
      json.key("versions")
      VersionJSON.write(server, to: &json)
      json.key("context")
      ContextJSON.write(context, to: &json)
      json.key("settings")
      json.array(rows) { json, row in write(row, of: server, showingSecrets: showingSecrets, to: &json) }
      json.key("diagnostics")
      DiagnosticJSON.write(server.diagnostics, files: server.files, to: &json)
    }
    return json.document
  }

  private static func write(
    _ row: EffectiveRow, of server: MailServer, showingSecrets: Bool, to json: inout JSONWriter
  ) {
    json.object { json in
      json.field("daemon", row.daemon.rawValue)
      json.field("name", row.name)
      json.field("scope", server.graph.description(of: row.scope))
      json.field("value", row.value.shown(in: server.files, showingSecrets: showingSecrets))
      json.key("origin")
      json.object { json in
        json.field("kind", server.originKind(of: row.winner))
        let place = server.position(of: row.winner)
        json.field("path", place?.path)
        json.field("line", place?.position.line)
        json.field("column", place?.position.column)
      }
      json.key("beaten")
      let beaten = row.resolution.beaten.filter { server.graph[$0.assignment].origin.span != nil }
      json.array(beaten) { json, beaten in
        json.object { json in
          let place = server.position(of: beaten.assignment)
          json.field("path", place?.path)
          json.field("line", place?.position.line)
          json.field(
            "value", server.graph[beaten.assignment].value.shown(in: server.files, showingSecrets: showingSecrets))
          json.field("reason", beaten.reason.word)
        }
      }
    }
  }
}
