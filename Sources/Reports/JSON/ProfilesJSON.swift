package import Planning

/// `{"schema":"dovetrail/profiles/1","profiles":[…]}`
package enum ProfilesJSON {
  package static func document(_ profiles: [Profile]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "dovetrail/profiles/1")
      json.key("profiles")
      json.array(profiles) { json, profile in write(profile, to: &json) }
    }
    return json.document
  }

  private static func write(_ profile: Profile, to json: inout JSONWriter) {
    json.object { json in
      json.field("name", profile.name)
      json.field("title", profile.title)
      json.field("audience", profile.audience)
      json.key("limits")
      json.array(profile.limits) { json, limit in json.value(limit) }
      json.key("parameters")
      json.array(profile.parameters) { json, parameter in write(parameter, to: &json) }
      json.key("grades")
      json.array(Array(profile.grades.enumerated())) { json, grade in
        json.object { json in
          json.field("grade", grade.offset + 1)
          json.field("title", grade.element.title)
          json.field("cost", grade.element.cost)
          json.key("changes")
          json.array(profile.changes(at: grade.offset + 1)) { json, change in json.value(change.id) }
        }
      }
      json.key("withoutGrade")
      json.array(profile.changes(at: nil)) { json, change in json.value(change.id) }
      json.key("changes")
      json.array(profile.changes) { json, change in write(change, to: &json) }
    }
  }

  private static func write(_ parameter: Parameter, to json: inout JSONWriter) {
    json.object { json in
      json.field("name", parameter.name)
      json.field("type", parameter.kind.rawValue)
      json.field("title", parameter.title)
      json.key("choices")
      json.array(parameter.choices) { json, choice in json.value(choice) }
      json.field("default", parameter.defaultValue?.joined(separator: ","))
    }
  }

  private static func write(_ change: ProfileChange, to json: inout JSONWriter) {
    json.object { json in
      json.field("id", change.id)
      json.field("title", change.title)
      json.field("reason", change.reason)
      json.key("wishes")
      json.array(change.wishes) { json, wish in json.value(WishText.sentence(wish)) }
      json.field("risk", change.risk.rawValue)
      json.key("weakens")
      json.array(change.weakens) { json, name in json.value(name) }
      json.field("affects", change.affects)
      json.key("needs")
      json.array(change.needs) { json, id in json.value(id) }
      json.field("alternative", change.alternative)
      json.field("verification", change.verification)
    }
  }
}
