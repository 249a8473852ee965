package import Planning
internal import SourceText

/// `{"schema":"dovetrail/apply/1","run":"0001-20261124T083000Z","files":[…],"commands":[…]}`
package enum RunJSON {
  package static func document(_ applied: AppliedRun, commands: [DaemonCommand]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/apply/1")
      json.field("run", applied.run)
      json.field("wasApplied", applied.wasApplied)
      json.key("files")
      json.array(applied.files) { json, file in
        json.object { json in
          json.field("path", file.path)
          json.field("backup", file.backup)
        }
      }
      json.key("links")
      json.array(applied.links) { json, link in
        json.object { json in
          json.field("path", link.path)
          json.field("target", link.target)
        }
      }
      write(applied.recovered, to: &json)
      write(commands, to: &json)
    }
    return json.document
  }

  /// `run` is null where there was nothing to undo.
  package static func document(_ undone: UndoneRun, commands: [DaemonCommand]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/undo/1")
      json.field("run", undone.run)
      json.key("files")
      json.array(undone.paths) { json, path in json.object { $0.field("path", path) } }
      write(undone.recovered, to: &json)
      json.key("earlier")
      json.array(undone.earlier) { json, name in json.value(name) }
      write(commands, to: &json)
    }
    return json.document
  }

  private static func write(_ recovered: [RecoveredRun], to json: inout JSONWriter) {
    json.key("recovered")
    json.array(recovered) { json, run in
      json.object { json in
        json.field("run", run.run)
        json.field("outcome", run.outcome.rawValue)
      }
    }
  }

  private static func write(_ commands: [DaemonCommand], to json: inout JSONWriter) {
    json.key("commands")
    json.array(commands) { json, command in
      json.object { json in
        json.field("command", command.command)
        json.key("why")
        json.array(command.reasons) { json, reason in json.value(reason) }
      }
    }
  }
}
