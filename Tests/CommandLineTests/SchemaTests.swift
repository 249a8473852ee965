internal import Foundation
internal import OracleSupport
internal import Testing

/// What `--format json` prints, held against the schemas that other programs are told to rely on.
@Suite struct SchemaTests {
  private static let sample = Program.sample("windows-live-mail-2012")

  @Test(
    "every answer is what its schema says",
    arguments: [
      ("show", ["show"]), ("show", ["show", "--all"]), ("show", ["show", "dovecot", "--protocol", "pop3"]),
      ("show", ["show", "postfix", "--service", "smtp"]), ("why", ["why", "ssl"]),
      ("why", ["why", "ssl", "--expected", "yes"]), ("why", ["why", "mydestination"]), ("why", ["why", "biff"]),
      ("plan", ["plan", "legacy-windows-live-mail"]), ("profiles", ["profiles"]),
      ("listeners", ["show", "listeners"]), ("audit", ["audit"]), ("audit", ["audit", "--service", "smtp"]),
      ("rules", ["rules"]), ("rules", ["rules", "DT0501"]),
    ])
  func answers(schema: String, arguments: [String]) async throws {
    let root = ["profiles", "rules"].contains(arguments[0]) ? [] : ["--root", Self.sample]
    let run = try await ProgramRun.of([Program.path] + root + arguments + ["--format", "json"])
    let file = try readFile("\(packageFolder)/Documentation/schemas/\(schema).schema.json")
    let rules = try JSONSerialization.jsonObject(with: Data(file))
    let answer = try JSONSerialization.jsonObject(with: Data(run.output))
    #expect(SchemaCheck.faults(in: answer, against: rules, at: "$") == [])
  }

  @Test("the check itself finds what is missing, what is too much, and what is of another type")
  func checkItself() throws {
    let rules: Any = [
      "type": "object", "required": ["a", "b"], "additionalProperties": false,
      "properties": ["a": ["type": "string"], "b": ["type": "array", "items": ["enum": ["x"]]]],
    ]
    let answer: Any = ["a": 1, "b": ["x", "y"], "c": true]
    #expect(SchemaCheck.faults(in: answer, against: rules, at: "$").count == 3)
    #expect(SchemaCheck.faults(in: ["a": "t"] as Any, against: rules, at: "$").count == 1)
  }
}

/// The part of JSON Schema that our schemas use.
enum SchemaCheck {
  static func faults(in value: Any, against rules: Any, at place: String) -> [String] {
    guard let rules = rules as? [String: Any] else { return ["\(place): no schema"] }
    var faults: [String] = []
    let allowed = (rules["type"] as? [String]) ?? (rules["type"] as? String).map { [$0] }
    if let allowed, !allowed.contains(type(of: value)) { faults.append("\(place): \(type(of: value))") }
    if let constant = rules["const"] as? String, value as? String != constant {
      faults.append("\(place): not \(constant)")
    }
    if let words = rules["enum"] as? [String], !words.contains(value as? String ?? "") {
      faults.append("\(place): \(value)")
    }
    if let elements = value as? [Any], let items = rules["items"] {
      for (index, element) in elements.enumerated() {
        faults += self.faults(in: element, against: items, at: "\(place)[\(index)]")
      }
    }
    if let object = value as? [String: Any] {
      let properties = rules["properties"] as? [String: Any] ?? [:]
      for name in rules["required"] as? [String] ?? [] where object[name] == nil {
        faults.append("\(place): no \(name)")
      }
      for (name, member) in object {
        if let rule = properties[name] {
          faults += self.faults(in: member, against: rule, at: "\(place).\(name)")
        } else if rules["additionalProperties"] as? Bool == false {
          faults.append("\(place): \(name) too much")
        }
      }
    }
    return faults
  }

  private static func type(of value: Any) -> String {
    switch value {
    case is NSNull: "null"
    case is String: "string"
    case is [Any]: "array"
    case is [String: Any]: "object"
    case let number as NSNumber: unsafe String(cString: number.objCType) == "c" ? "boolean" : "integer"
    default: "unknown"
    }
  }
}
