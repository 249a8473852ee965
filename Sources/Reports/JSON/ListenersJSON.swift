package import MailServer
internal import SettingsGraph
internal import SourceText

/// `{"schema":"dovetrail/listeners/1","listeners":[…],"links":[…]}`
package enum ListenersJSON {
  package static func document(
    _ listeners: Listeners, _ links: Links, of server: MailServer, showingSecrets: Bool
  ) -> [UInt8] {
    let values = ValueJSON(server: server, showingSecrets: showingSecrets)
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/listeners/1")
      json.key("versions")
      VersionJSON.write(server, to: &json)
      json.key("listeners")
      json.array(listeners.all) { json, listener in write(listener, values, to: &json) }
      json.key("links")
      json.array(links.all) { json, link in write(link, values, to: &json) }
      json.key("shared")
      write(SharedThings(of: server), values, to: &json)
      json.key("diagnostics")
      DiagnosticJSON.write(server.diagnostics, files: server.files, to: &json)
    }
    return json.document
  }

  private static func write(_ listener: Listener, _ values: ValueJSON, to json: inout JSONWriter) {
    json.object { json in
      json.field("daemon", listener.daemon.rawValue)
      json.field("service", listener.service)
      json.field("name", listener.name)
      json.field("protocol", listener.protocolName)
      writeEndpoint(listener.endpoint, to: &json)
      values.write("open", listener.isOpen, to: &json) { $0.value($1) }
      values.write("exposure", listener.exposure, to: &json) { $0.value($1.rawValue) }
      values.write("tls", listener.tls, to: &json) { $0.value($1.rawValue) }
      json.key("logins")
      write(listener.logins, values, to: &json)
      json.key("restrictions")
      json.array(listener.stages) { json, stage in values.write(stage.value, to: &json) }
      values.writePlace(listener.span, to: &json)
    }
  }

  private static func writeEndpoint(_ endpoint: Listener.Endpoint, to json: inout JSONWriter) {
    var addresses: [String] = []
    var port: Int?
    var socket: Socket?
    switch endpoint {
    case .network(let own, let number, _): (addresses, port) = (own, number)
    case .socket(let own): socket = own
    }
    json.key("addresses")
    json.array(addresses) { $0.value($1) }
    json.field("port", port)
    json.field("socket", socket?.path)
    json.field("mode", socket?.mode.map { "0" + String($0, radix: 8) })
    json.field("user", socket?.user)
    json.field("group", socket?.group)
  }

  private static func write(_ logins: Logins, _ values: ValueJSON, to json: inout JSONWriter) {
    json.object { json in
      values.write("offered", logins.isOffered, to: &json) { $0.value($1) }
      values.write("mechanisms", logins.mechanisms, to: &json) { json, words in json.array(words) { $0.value($1) } }
      values.write("plaintextBeforeTLS", logins.plaintextBeforeTLS, to: &json) { $0.value($1) }
      values.write("challengeBeforeTLS", logins.challengeBeforeTLS, to: &json) { $0.value($1) }
      json.key("exceptions")
      json.array(logins.exceptions) { json, id in values.write(exception: id, to: &json) }
    }
  }

  private static func write(_ link: Link, _ values: ValueJSON, to json: inout JSONWriter) {
    json.object { json in
      json.field("kind", link.kind.rawValue)
      json.key("from")
      values.write(link.from, to: &json)
      json.key("services")
      json.array(link.services) { $0.value($1) }
      json.field("target", link.target.text)
      json.field(
        "answeredBy", link.listener.map { "dovecot \($0.service)" } ?? link.postfixService.map { "postfix \($0)" })
      json.key("table")
      guard let line = link.line else { return json.null() }
      json.object { json in
        json.field("name", line.table)
        json.field("path", line.path)
        json.field("line", line.number)
      }
    }
  }

  /// What both daemons name, list or limit.
  private static func write(_ shared: SharedThings, _ values: ValueJSON, to json: inout JSONWriter) {
    json.object { json in
      json.key("files")
      json.array(shared.files) { json, file in
        json.object { json in
          json.field("path", file.path)
          json.field("role", file.role.rawValue)
          json.key("uses")
          json.array(file.uses) { json, use in values.write(use, to: &json) }
        }
      }
      json.key("domains")
      json.array(shared.overlaps) { json, overlap in
        json.object { json in
          json.field("domain", overlap.domain)
          json.key("classes")
          json.array([overlap.first, overlap.second]) { json, members in values.write(members.value, to: &json) }
        }
      }
      json.key("sizes")
      json.array(shared.limits) { json, exceeded in
        json.object { json in
          json.key("message")
          values.write(exceeded.message, to: &json)
          json.key("limit")
          values.write(exceeded.limit, to: &json)
        }
      }
    }
  }
}

/// Settings in effect, and facts with the settings that decide them, as data.
struct ValueJSON {
  let server: MailServer
  let showingSecrets: Bool

  func write(_ value: EffectiveValue, to json: inout JSONWriter) {
    json.object { json in
      json.field("daemon", value.daemon.rawValue)
      json.field("name", value.name)
      json.field("value", value.value.shown(in: server.files, showingSecrets: showingSecrets))
      writePlace(value.span, to: &json)
    }
  }

  /// `"tls": {"value": "implicit", "by": […], "missing": null}`
  func write<Fact>(
    _ name: String, _ decided: Decided<Fact>, to json: inout JSONWriter, _ body: (inout JSONWriter, Fact) -> Void
  ) {
    json.key(name)
    json.object { json in
      json.key("value")
      if let fact = decided.fact { body(&json, fact) } else { json.null() }
      json.key("by")
      json.array(decided.by) { json, value in write(value, to: &json) }
      json.field("missing", decided.missing)
    }
  }

  func write(exception id: AssignmentID, to json: inout JSONWriter) {
    json.object { json in
      json.field("name", server.graph.name(of: server.graph[id].setting))
      json.field("scope", server.graph.description(of: server.graph[id].scope))
      json.field("value", server.graph[id].value.shown(in: server.files, showingSecrets: showingSecrets))
      writePlace(server.graph[id].origin.span, to: &json)
    }
  }

  func writePlace(_ span: SourceSpan?, to json: inout JSONWriter) {
    json.field("path", span.map { server.files.path(of: $0.file) })
    json.field("line", span.map { server.files.line(of: $0) })
  }
}
