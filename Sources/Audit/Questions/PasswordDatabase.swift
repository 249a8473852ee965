internal import Dovecot
package import MailServer
internal import SettingsGraph
internal import SourceText

/// `passdb { driver = static  args = nopassword=y }`, `passdb static { fields { nopassword = yes } }`: one passdb block.
package struct PasswordDatabase: Sendable {
  package let driver: String
  /// What stands for the block in a finding.
  package let cause: EffectiveValue
  /// The words of `args` and fields in 2.3, the fields in 2.4: `nopassword` to `y`.
  package let fields: [String: String]
  package let hasPassword: Bool
  package let isMaster: Bool
  /// Its users are those that another block has not refused.
  package let isDeny: Bool

  static func all(on server: AuditedServer) -> [PasswordDatabase] {
    var blocks: [String] = []
    var paths: [String: [String]] = [:]
    for assignment in server.server.graph.assignments {
      guard server.server.graph[assignment.setting].daemon == .dovecot else { continue }
      let path = server.server.graph.name(of: assignment.setting)
      let parts = path.split(separator: "/", maxSplits: 2).map(String.init)
      guard parts.count == 3, parts[0] == "passdb", assignment.origin.span != nil else { continue }
      if paths[parts[1]] == nil { blocks.append(parts[1]) }
      paths[parts[1], default: []].append(path)
    }
    return blocks.compactMap { block in
      PasswordDatabase(block, (paths[block] ?? []).compactMap { server.dovecot($0) }, is2_4: server.hasDovecot2_4())
    }
  }

  private init?(_ block: String, _ values: [EffectiveValue], is2_4: Bool) {
    guard let first = values.first(where: \.isWritten) else { return nil }
    func value(_ name: String) -> EffectiveValue? { values.first { $0.name.hasSuffix("/\(name)") } }
    let prefix = is2_4 ? "passdb_" : ""
    driver = value("\(prefix)driver")?.text ?? (is2_4 ? block : "")
    isMaster = value("\(prefix)master")?.isYes == true
    isDeny = value("\(prefix)deny")?.isYes == true
    var fields: [String: String] = [:]
    for name in ["args", "default_fields", "override_fields"] where !is2_4 {
      for word in value(name)?.words ?? [] {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        fields[parts[0].lowercased()] = parts.count > 1 ? String(parts[1]) : ""
      }
    }
    for value in values where is2_4 && value.name.contains("/passdb_fields/") {
      fields[value.name.split(separator: "/").last?.lowercased() ?? ""] = value.text
    }
    self.fields = fields
    cause = (is2_4 ? first : value("args")) ?? first
    hasPassword = fields["password"] != nil || value("passdb_static_password")?.isEmpty == false
  }

  /// The login is tried again at another server, with what the client sent.
  package var isProxy: Bool { fields["proxy"] != nil || fields["proxy_maybe"] != nil }

  /// Every password is right.
  package var takesAnyPassword: Bool {
    ["", "y", "yes", "Y"].contains(fields["nopassword"] ?? "no")
  }
}
