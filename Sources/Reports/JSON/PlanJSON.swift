package import Planning
internal import SourceText

/// `{"schema":"dovetrail/plan/1","changes":[…]}`
package enum PlanJSON {
  package static func document(_ plan: Plan) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/plan/1")
      json.key("profiles")
      json.array(plan.profiles) { json, name in json.value(name) }
      json.field("created", plan.created)
      json.key("assumptions")
      json.array(plan.assumptions) { json, assumption in
        json.object { json in
          json.field("subject", assumption.subject)
          json.field("statement", assumption.statement)
        }
      }
      json.key("changes")
      json.array(plan.changes) { json, change in write(change, to: &json) }
      json.key("remarks")
      json.array(plan.remarks) { json, remark in
        json.object { json in
          json.field("id", remark.id)
          json.field("kind", remark.kind.rawValue)
          json.field("text", remark.text)
        }
      }
      json.key("inputs")
      json.array(plan.inputs) { json, input in
        json.object { json in
          json.field("path", input.path)
          json.field("sha256", input.sha256)
          json.field("bytes", input.byteCount)
        }
      }
    }
    return json.document
  }

  private static func write(_ change: PlannedChange, to json: inout JSONWriter) {
    json.object { json in
      json.field("id", change.id)
      json.field("profile", change.profile)
      json.field("title", change.title)
      json.field("reason", change.reason)
      json.field("risk", change.risk.rawValue)
      json.key("weakens")
      json.array(change.weakens) { json, name in json.value(name) }
      json.field("affects", change.affects)
      json.key("needs")
      json.array(change.needs) { json, id in json.value(id) }
      json.field("alternative", change.alternative)
      json.field("verification", change.verification)
      json.field("expires", change.expires)
      json.key("notes")
      json.array(change.notes) { json, note in json.value(note) }
      json.field("decision", change.decision.verdict.rawValue)
      json.field("note", change.decision.note)
      json.field("diff", change.diff)
      json.key("effective")
      json.array(change.effects) { json, effect in
        json.object { json in
          json.field("daemon", effect.daemon)
          json.field("name", effect.name)
          json.field("scope", effect.scope)
          json.field("before", effect.before)
          json.field("after", effect.after)
        }
      }
      json.key("listeners")
      json.array(change.listeners) { json, effect in
        json.object { json in
          json.field("listener", effect.listener)
          json.field("fact", effect.fact)
          json.field("before", effect.before)
          json.field("after", effect.after)
        }
      }
      json.key("edits")
      json.array(change.edits) { json, edit in
        json.object { json in
          json.field("path", edit.path)
          json.field("line", edit.line)
          json.field("removes", edit.removed.text)
          json.field("inserts", edit.inserted.text)
        }
      }
    }
  }
}
