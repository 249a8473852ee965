internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `virtual_alias_maps = hash:/etc/postfix/virtual` with Postfix 3.11
struct BerkeleyTables: Rule {
  let page = RulePage(
    code: "DT1007", title: "Tables in a format that goes away",
    problem: "Lookup tables are of the types hash: or btree:, for which Postfix needs Berkeley DB.",
    consequence:
      "Debian's Postfix 3.11 warns at every open; builds without Berkeley DB say unsupported dictionary type, and every lookup fails.",
    fix: "Write lmdb: (or cdb: for tables that do not change) in their place, then run postmap, for aliases postalias.",
    exceptions: "None; there is time until the upgrade.",
    sources: ["NON_BERKELEYDB_README", "run with Debian's Postfix 3.11.7"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.hasPostfix(3, 10), let postfix = server.postfix else { return [] }
    let uses = server.tables.all.filter { ["hash", "btree"].contains($0.reference.type) && $0.value.isWritten }
    guard let first = uses.first else { return [] }
    // Of a version that is only assumed nothing bad is said.
    let isHere = server.hasPostfix(3, 11) && postfix.version.source != .newestKnown
    let count = Set(uses.map(\.name)).count
    let what = count == 1 ? "\(first.name) needs" : "\(count) tables, \(first.name) the first, need"
    let when = isHere ? "which Postfix \(postfix.version.version) gives up" : "which Postfix 3.11 gives up"
    var places: [Finding.Place] = []
    for place in uses.map({ server.place($0.value) }) where !places.contains(place) { places.append(place) }
    return [Finding(isHere ? .warning : .note, "\(what) Berkeley DB, \(when).", at: places)]
  }
}
