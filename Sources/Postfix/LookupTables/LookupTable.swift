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
  /// `fail:`: every lookup fails.
  case failing
  /// Cannot be opened: every lookup fails with these words.
  case unavailable(String)
  /// Only the running system can be asked: databases, sockets, the environment of a process.
  case external(type: String)

  /// What `postmap -q KEY type:name` prints.
  package func answer(to key: [UInt8]) -> TableAnswer {
    switch self {
    case .keyed(let table): table.answer(to: key[...])
    case .addresses(let table): table.answer(to: key[...])
    case .patterns(let table): table.answer(to: key[...])
    case .constant(let value): .found(value)
    case .union(let tables): Self.union(of: tables, key)
    case .pipe(let tables): Self.pipe(through: tables, key)
    case .random(let values):
      values.count == 1 ? .found(values[0]) : .unknown("one of \(values.count) results, by chance")
    case .failing: .failed("fail:")
    case .unavailable(let reason): .failed(reason)
    case .external(let type): .unknown("\(type): is not asked")
    }
  }

  private static func union(of tables: [LookupTable], _ key: [UInt8]) -> TableAnswer {
    var results: [[UInt8]] = []
    for table in tables {
      switch table.answer(to: key) {
      case .found(let value): results.append(value)
      case .notFound: continue
      case let other: return other
      }
    }
    let joined = Array(results.joined(separator: [ASCII.comma]))
    return joined.isEmpty ? .notFound : .found(joined)
  }

  private static func pipe(through tables: [LookupTable], _ key: [UInt8]) -> TableAnswer {
    var value = key
    for table in tables {
      guard case .found(let next) = table.answer(to: value) else { return table.answer(to: value) }
      value = next
    }
    return .found(value)
  }
}
