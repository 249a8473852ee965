internal import SettingsGraph
internal import SourceText

/// `namespace inbox {` inside `protocol imap {`: everything that is set at one path of blocks. The same path is the
/// same block, wherever it is opened again, and keeps the place of its first opening.
struct Block: Sendable {
  enum Kind: Hashable, Sendable {
    case root
    /// `protocol`, `local`, `local_name`, `remote`
    case filter(FilterKind, String)
    /// A block without a name: `ssl_server {`.
    case named([UInt8])
    /// `passdb ldap {`
    case list([UInt8], name: [UInt8])
    /// `group @label name {`
    case group(label: [UInt8], name: [UInt8])
  }

  let kind: Kind
  let parent: Int?
  /// What the connection filters round it, and itself, ask.
  let facts: FilterFacts
  /// The innermost connection filter.
  let scope: ScopeID
  /// Of the settings inside, with the slash: `namespace/inbox/`.
  let path: [UInt8]
  /// How many blocks on the path have names, and how many of the named blocks have none.
  let listCount: Int
  let namedCount: Int
  let opened: SourceSpan?
  var children: [Int] = []
  /// By full name. A list is one entry.
  var entries: [[UInt8]: Entry] = [:]
  /// `@label = name`, the first place of each label and its last name.
  var includedGroups: [(label: [UInt8], name: [UInt8], span: SourceSpan)] = []
  /// The setting without which the daemon refuses the block has been seen.
  var hasRequiredSetting = false

  /// What is set under one name in one block.
  enum Entry: Sendable {
    case value(AssignmentID)
    indirect case list(ListEntry)
  }
}

/// `mail_plugins = a b` and `mail_plugins { c = yes }` in one block, taken together.
struct ListEntry: Sendable {
  /// Written with `=`: nothing from outside is merged into it.
  var isReplaced = false
  var assignments: [AssignmentID] = []
  /// The block in a group whose list this is too.
  var sharedWith: Int?
  /// The place of a key is that of its first mention. A list may have a million: nothing is kept for each alone.
  private var keys = NameTable()
  private var values: [UInt8] = []
  /// Where in `values` that of each key stands.
  private var places: [Place] = []

  private struct Place: Sendable {
    let lower: UInt32
    let upper: UInt32
  }

  var isEmpty: Bool { places.isEmpty }

  var elements: [(key: [UInt8], value: [UInt8])] {
    places.indices.map { number in
      let place = places[number]
      return (
        Array(keys[NameID(rawValue: UInt32(number))]), Array(values[Int(place.lower)..<Int(place.upper)])
      )
    }
  }

  mutating func set(_ key: ArraySlice<UInt8>, to value: ArraySlice<UInt8>) {
    let number = Int(keys.intern(key).rawValue)
    let lower = UInt32(values.count)
    values += value
    let place = Place(lower: lower, upper: UInt32(values.count))
    if number < places.count { places[number] = place } else { places.append(place) }
  }

  mutating func set(_ key: [UInt8], to value: [UInt8]) { set(key[...], to: value[...]) }

  mutating func removeAll() {
    keys = NameTable()
    values.removeAll()
    places.removeAll()
  }

  // MARK: - Groups

  /// The list of a group, as a block that uses the group goes on with it.
  func shared(with block: Int) -> ListEntry {
    var list = self
    list.assignments = []
    list.sharedWith = block
    return list
  }

  /// Takes what has become of it where the group is used.
  mutating func takeElements(of other: ListEntry) {
    keys = other.keys
    values = other.values
    places = other.places
  }
}

extension Block {
  /// The name as autoprefixing uses it: `passdb ldap` gives `passdb_ldap` and `passdb`.
  var prefixes: (full: [UInt8], short: [UInt8])? {
    switch kind {
    case .root, .filter: nil
    case .named(let key): (key, key)
    case .list(let key, let name): (key + [ASCII.underscore] + Self.underscored(name), key)
    case .group(let label, let name):
      (Array(label.dropFirst()) + [ASCII.underscore] + Self.underscored(name), Array(label.dropFirst()))
    }
  }

  private static func underscored(_ name: [UInt8]) -> [UInt8] {
    name.map { $0 == ASCII.slash ? ASCII.underscore : $0 }
  }

  var isList: Bool {
    switch kind {
    case .list, .group: true
    case .root, .filter, .named: false
    }
  }

  /// The word that opens it.
  var word: [UInt8] {
    switch kind {
    case .root: []
    case .filter(let filter, _): Array(filter.rawValue.utf8)
    case .named(let key), .list(let key, _): key
    case .group(let label, _): label
    }
  }
}
