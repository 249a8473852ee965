/// `postfix reload`, and the changes that take effect with it.
package struct DaemonCommand: Sendable, Equatable {
  package let command: String
  package let reasons: [String]

  package init(_ command: String, reasons: [String]) {
    self.command = command
    self.reasons = reasons
  }
}

extension DaemonCommand {
  /// The commands after which a run is in effect, in the order in which they are to be given.
  ///
  /// - Parameters:
  ///   - values: every effective value of the server in which a lookup table may be named, `hash:/etc/aliases`.
  package static func commands(
    for changes: [PlannedChange], paths: [String], tables values: [String] = []
  ) -> [DaemonCommand] {
    let effects = changes.flatMap(\.effects)
    return LookupTableRebuild.commands(for: paths, in: values + effects.compactMap(\.after))
      + dovecot(effects, paths) + postfix(effects, paths)
  }

  // MARK: - Dovecot

  /// After a reload with another base_dir `doveadm` looks for the running master process where it is not
  /// (observed with 2.3.19 and 2.4.1).
  private static let dovecotRestarts: Set<String> = ["base_dir"]

  /// A reload opens and closes listeners and follows `protocols`, sections of services and certificates
  /// (observed with 2.3.19 and 2.4.1). Login processes that serve a client keep the settings that they began with.
  private static func dovecot(_ effects: [EffectiveChange], _ paths: [String]) -> [DaemonCommand] {
    let names = unique(effects.filter { $0.daemon == "dovecot" }.map(\.name))
    guard !names.isEmpty || paths.contains(where: { $0.hasPrefix("/etc/dovecot/") }) else { return [] }
    let fixed = names.filter(dovecotRestarts.contains)
    guard fixed.isEmpty else {
      return [
        DaemonCommand(
          "systemctl restart dovecot",
          reasons: fixed.map { "\($0) counts from the start, and doveadm finds the running process by it" })
      ]
    }
    return [
      DaemonCommand(
        "doveadm reload", reasons: [changed(names) + "; sessions that are open keep the old settings until they end"])
    ]
  }

  // MARK: - Postfix

  /// `to change inet_interfaces, stop and start Postfix` is what the master's log says of a reload
  /// (3.5, 3.7, 3.10 and 3.11); inet_protocols is read at the same moment.
  private static let postfixRestarts: Set<String> = ["inet_interfaces", "inet_protocols"]

  /// Processes notice no change of main.cf and master.cf by themselves while they live.
  private static func postfix(_ effects: [EffectiveChange], _ paths: [String]) -> [DaemonCommand] {
    let names = unique(effects.filter { $0.daemon == "postfix" }.map(\.name))
    let writesMaster = paths.contains { $0.hasSuffix("/master.cf") }
    let writesMain = paths.contains { $0.hasSuffix("/main.cf") }
    guard !names.isEmpty || writesMaster || writesMain else { return [] }
    let fixed = names.filter(postfixRestarts.contains)
    guard fixed.isEmpty else {
      return [
        DaemonCommand(
          "postfix stop && postfix start", reasons: fixed.map { "\($0) counts from the start of the master process" })
      ]
    }
    let services = writesMaster ? ["the services of master.cf changed"] : []
    let parameters = names.isEmpty && writesMaster ? [] : [changed(names)]
    return [DaemonCommand("postfix reload", reasons: services + parameters)]
  }

  // MARK: - Words

  /// `ssl, listen and 3 more changed`
  private static func changed(_ names: [String]) -> String {
    guard let first = names.first else { return "its files changed" }
    switch names.count {
    case 1: return "\(first) changed"
    case 2, 3: return names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1]) changed"
    default: return names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more changed"
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
