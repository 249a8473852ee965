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
      json.key("changes")
      json.array(profile.changes) { json, change in
        json.object { json in
          json.field("id", change.id)
          json.field("title", change.title)
          json.field("reason", change.reason)
          json.field("wish", ProfileText.wish(change.wish))
          json.field("risk", change.risk.rawValue)
          json.key("weakens")
          json.array(change.weakens) { json, name in json.value(name) }
          json.field("alternative", change.alternative)
        }
      }
    }
  }
}
