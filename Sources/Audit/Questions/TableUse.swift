package import MailServer
package import Postfix
package import ServerTree
internal import SettingsGraph
internal import SourceText

/// `hash:/etc/postfix/virtual` in `virtual_alias_maps`: a lookup table, and the value that names it.
package struct TableUse: Sendable {
  package let reference: TableReference
  package let value: EffectiveValue
  /// `check_client_access`, where the table stands in a restriction list.
  package let check: String?

  /// The file that the name is.
  package var path: TreePath? { reference.path.map { TreePath($0) } }
  /// `hash:/etc/postfix/virtual`, without `proxy:`.
  package var name: String { "\(reference.type):\(reference.nameBytes.text)" }
  /// `name: value` lines, which postalias reads.
  package var isOfAliases: Bool { value.name == "alias_maps" && reference.isIndexed }
  /// alias_maps is read from what postalias makes, every other table from what postmap makes.
  package var command: String { "\(value.name == "alias_maps" ? "postalias" : "postmap") \(name)" }
}

/// Every lookup table that a written parameter or option names, in reading order of the values.
package struct TablesInUse: Sendable {
  package let all: [TableUse]

  private static let maximum = 2_000

  init(of server: MailServer) {
    guard let postfix = server.postfix else {
      all = []
      return
    }
    let classes = postfix.values.restrictionClasses
    let lists = Self.lists(in: server.graph, postfix, classes)
    var found: [TableUse] = []
    for (index, assignment) in server.graph.assignments.enumerated() where found.count < Self.maximum {
      guard let isRestrictions = lists[assignment.setting] else { continue }
      let context = Context(service: server.graph[assignment.scope].condition?.name)
      let name = server.graph.name(of: assignment.setting)
      guard let value = server.value(of: name, of: .postfix, in: context),
        value.decidedBy == AssignmentID(rawValue: UInt32(index))
      else { continue }
      found += isRestrictions ? Self.checks(of: value, classes) : Self.tables(of: value)
    }
    all = Array(found.prefix(Self.maximum))
  }

  /// The settings that may name tables, and whether they are lists of restrictions.
  private static func lists(
    in graph: SettingsGraph, _ postfix: PostfixConfiguration, _ classes: Set<[UInt8]>
  ) -> [SettingID: Bool] {
    var lists: [SettingID: Bool] = [:]
    for index in graph.settings.indices where graph.settings[index].daemon == .postfix {
      let setting = SettingID(rawValue: UInt32(index))
      let name = graph.name(of: setting)
      let kind = postfix.catalogue[Array(name.utf8)]?.kind
      let isRestrictions = kind == .restrictions || classes.contains(Array(name.utf8))
      guard isRestrictions || kind == .maps || kind == .matchList, !isWrittenByPostfix(name) else { continue }
      lists[setting] = isRestrictions
    }
    return lists
  }

  /// Caches, which the daemons make themselves, and `alias_database`, which nothing but newaliases reads.
  private static func isWrittenByPostfix(_ name: String) -> Bool {
    name.contains("_cache_") || name == "address_verify_map" || name == "alias_database"
  }

  private static func tables(of value: EffectiveValue) -> [TableUse] {
    let bytes = value.bytes
    return TableReference.all(in: bytes[...]).map { TableUse(reference: $0, value: value, check: nil) }
  }

  private static func checks(of value: EffectiveValue, _ classes: Set<[UInt8]>) -> [TableUse] {
    RestrictionList(value.bytes[...], classes: classes).elements.flatMap { element -> [TableUse] in
      let text: String
      switch element.kind {
      case .table: text = element.name
      case .builtIn(let restriction) where restriction.argument == .table: text = element.argument ?? ""
      default: return []
      }
      guard element.name.lowercased() != "check_policy_service" else { return [] }
      let bytes = Array(text.utf8)
      return TableReference.all(in: bytes[...]).map {
        TableUse(reference: $0, value: value, check: element.name.lowercased())
      }
    }
  }
}

extension AuditedServer {
  /// A finding about a table, at the value that names it.
  func finding(_ severity: Finding.Severity, _ message: String, _ use: TableUse) -> Finding {
    Finding(severity, message, at: [Finding.Place(use.value.name, at: use.value.span, path: nil)])
  }

  /// A finding for each table of a whole system; for a copy, whose other files may be elsewhere, one note for all.
  func findings(_ uses: [TableUse], _ message: (TableUse) -> String) -> [Finding] {
    if isWholeSystem { return uses.map { finding(.error, message($0), $0) } }
    guard let first = uses.first else { return [] }
    let count = Set(uses.map(\.name)).count
    let more = count == 1 ? "" : " The same holds for \(count - 1) more table\(count == 2 ? "" : "s")."
    var places: [Finding.Place] = []
    for place in uses.map({ place($0.value) }) where !places.contains(place) { places.append(place) }
    return [Finding(.note, message(first) + more, at: places)]
  }

  /// The tables with another name each, so that one that ten values name is judged once.
  var distinctTables: [TableUse] {
    var seen: Set<String> = []
    return tables.all.filter { seen.insert($0.name).inserted }
  }

  func open(_ use: TableUse) -> TableOpener.Opened? { open(use.name) }

  /// `hash:/etc/postfix/virtual`, read once for all rules.
  func open(_ name: String) -> TableOpener.Opened? {
    postfix.map { postfix in
      openTables.table(name) { TableOpener(server.tree, version: postfix.version.version).open(Array(name.utf8)) }
    }
  }
}
