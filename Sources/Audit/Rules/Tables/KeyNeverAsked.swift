internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `192.0.2.0/24 REJECT` in a hash: table for check_client_access
struct KeyNeverAsked: Rule {
  let page = RulePage(
    code: "DT1111", title: "A key that nobody looks up",
    problem:
      "An access table of a type with fixed keys has a network in CIDR form, or a key that begins with @.",
    consequence: "Postfix asks such a table for addresses, prefixes like 192.0.2 and domains: the line never matches.",
    fix: "Write networks into a cidr: table, or as the prefix 192.0.2; write example.net in place of @example.net.",
    exceptions: "The same table serves another parameter, such as virtual_alias_maps, where @ has a meaning.",
    sources: ["access(5)", "run with Postfix 3.7.11 and 3.10.13"])

  private static let ofAddresses: Set<String> = ["check_sender_access", "check_recipient_access"]

  func findings(on server: AuditedServer) -> [Finding] {
    let elsewhere = Set(server.tables.all.filter { $0.check == nil }.map(\.name))
    var seen: Set<String> = []
    return server.tables.all.compactMap { use in
      guard let check = use.check, !elsewhere.contains(use.name), seen.insert(use.name + check).inserted,
        let opened = server.open(use), case .keyed(let table) = opened.table,
        let key = table.pairs.first(where: { isIdle($0.key, check) })
      else { return nil }
      return Finding(
        .warning, "\(check) never asks \(use.name) for \(key.key.text).",
        at: [Finding.Place(use.value.name, at: nil, path: opened.source?.description), server.place(use.value)])
    }
  }

  private func isIdle(_ key: [UInt8], _ check: String) -> Bool {
    if Self.ofAddresses.contains(check) { return key.first == ASCII.at }
    guard ["check_client_access", "check_helo_access"].contains(check) else { return false }
    let parts = key.split(separator: ASCII.slash, omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1].allSatisfy(ASCII.isDigit) && !parts[1].isEmpty
  }
}
