internal import MailServer
internal import SettingsGraph
internal import SourceText

/// The assumed versions of a server's daemons.
enum VersionJSON {
  static func write(_ server: MailServer, to json: inout JSONWriter) {
    json.object { json in
      for configuration in server.configurations {
        json.field(configuration.daemon.rawValue, configuration.version.explanation)
      }
    }
  }
}

/// The facts that were given; what was not given is null.
enum ContextJSON {
  static func write(_ context: Context, to json: inout JSONWriter) {
    json.object { json in
      json.field("protocol", context.protocolName)
      json.field("local", context.localIP)
      json.field("remote", context.remoteIP)
      json.field("local_name", context.localName)
      json.field("service", context.service)
    }
  }
}

/// Diagnostics as data; `path`, `line` and `column` are null where there is none.
enum DiagnosticJSON {
  static func write(_ diagnostics: [Diagnostic], files: SourceFiles, to json: inout JSONWriter) {
    json.array(diagnostics) { json, diagnostic in
      json.object { json in
        json.field("severity", diagnostic.severity.rawValue)
        json.field("code", diagnostic.code)
        json.field("message", diagnostic.message)
        write(diagnostic.place, files: files, to: &json)
        json.field("daemonMessage", diagnostic.daemonMessage)
        json.field("refusedByDaemon", diagnostic.isRefusedByDaemon)
        json.field("next", diagnostic.nextStep)
      }
    }
  }

  private static func write(_ place: Diagnostic.Place, files: SourceFiles, to json: inout JSONWriter) {
    var path: String?
    var position: SourcePosition?
    switch place {
    case .span(let span):
      path = files.path(of: span.file)
      position = files.position(of: span)
    case .path(let text): path = text
    case .none: break
    }
    json.field("path", path)
    json.field("line", position?.line)
    json.field("column", position?.column)
  }
}
