package import ServerTree
internal import SourceText

/// `proxy:hash:/etc/postfix/virtual`, `inline:{a=b}`, `unionmap:{…}`: a table that was opened and can be asked.
package indirect enum LookupTable: Sendable {
  case keyed(KeyValueTable)
  case addresses(AddressTable)
  case patterns(PatternTable)
  case constant([UInt8])
  /// `unionmap:`: all results, with commas between.
  case union([LookupTable])
  /// `pipemap:`: each result is the key for the next table.
  case pipe([LookupTable])
  /// `randmap:`: one of these.
  case random([[UInt8]])
  /// `unix:passwd.byname`, `unix:group.byname`: a line of /etc/passwd or /etc/group.
  case accounts(AccountTable)
  /// `environ:`: the environment of the program that asks.
  case environment(ProgramEnvironment)
  /// `fail:name`: every lookup fails.
  case failing(name: String)
  /// Cannot be opened: every lookup fails with these words.
  case unavailable(String)
  /// Only the running system can be asked: databases and sockets.
  case external(type: String)
  /// postmap's index is there and not the text that it was made of.
  case indexAlone(TreePath)

  /// What `postmap -q KEY type:name` prints.
  package func answer(to key: [UInt8]) -> TableAnswer { lookUp(key).answer }

  /// The same, with the line of the table's file that gives the answer.
  package func lookUp(_ key: [UInt8]) -> TableFinding {
    switch self {
    case .keyed(let table): table.lookUp(key[...])
    case .addresses(let table): table.lookUp(key[...])
    case .patterns(let table): table.lookUp(key[...])
    case .constant(let value): TableFinding(.found(value))
    case .union(let tables): Self.union(of: tables, folded(key))
    case .pipe(let tables): Self.pipe(through: tables, folded(key))
    case .random(let values): TableFinding(Self.chosen(from: values))
    case .accounts(let table): table.lookUp(key[...])
    case .environment(let environment): TableFinding(environment.answer(to: key[...]))
    case .failing(let name): TableFinding(.failed("table fail:\(name): query error: Application error"))
    case .unavailable(let reason): TableFinding(.failed(reason))
    case .external(let type): TableFinding(.unknown("\(type): is not asked"))
    case .indexAlone(let index): TableFinding(.unknown("only the index \(index) is there, without its source"))
    }
  }

  /// Whether keys are looked up as they are, not compared with patterns; of a composite the first member decides.
  private var hasFixedKeys: Bool {
    switch self {
    case .patterns, .addresses, .failing, .unavailable: false
    case .union(let tables), .pipe(let tables): tables.first?.hasFixedKeys ?? false
    case .keyed, .constant, .random, .accounts, .environment, .external, .indexAlone: true
    }
  }

  /// Where the first member of a composite folds its keys, all members get the folded one (3.10.13, run).
  private func folded(_ key: [UInt8]) -> [UInt8] {
    hasFixedKeys ? FoldedKey.folded(key[...]) ?? key.map(ASCII.lowercased) : key
  }

  /// A member that fails, or was given up, makes this answer its own, with its line.
  private static func union(of tables: [LookupTable], _ key: [UInt8]) -> TableFinding {
    var results: [[UInt8]] = []
    for table in tables {
      let finding = table.lookUp(key)
      switch finding.answer {
      case .found(let value): results.append(value)
      case .notFound: continue
      case .failed, .unknown: return finding
      }
    }
    let joined = Array(results.joined(separator: [ASCII.comma]))
    return TableFinding(joined.isEmpty ? .notFound : .found(joined))
  }

  private static func pipe(through tables: [LookupTable], _ key: [UInt8]) -> TableFinding {
    var value = key
    for table in tables {
      let finding = table.lookUp(value)
      guard case .found(let next) = finding.answer else { return finding }
      value = next
    }
    return TableFinding(.found(value))
  }

  private static func chosen(from values: [[UInt8]]) -> TableAnswer {
    guard let first = values.first else { return .notFound }
    if values.allSatisfy({ $0 == first }) { return .found(first) }
    return .unknown("by chance one of " + values.map(\.printable).joined(separator: ", "))
  }
}
