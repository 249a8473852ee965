internal import SettingsGraph
internal import SourceText

/// `cert_file` inside `ssl_server {` is `ssl_server_cert_file`: what a key means where it is written.
struct ResolvedName {
  let entry: CatalogueEntry
  let row: Int
  /// The full name, without a list's key.
  let fullName: [UInt8]
  /// Where the server keeps it: `auth_policy { server_url` is a setting outside the block.
  let block: Int
  /// Where doveconf prints it: a global `auth_policy_server_url` inside `auth_policy {`.
  let printedIn: Int
  /// What stands behind a slash: of a list the element, of anything else nothing that the daemon minds.
  let element: ArraySlice<UInt8>?
}

extension Language2_4 {
  /// The rule of the daemon: inside `F N {` first `F_N_key`, then `F_key`, then `key`; inside `F {` first `F_key`, then
  /// `key`. The first name that exists is taken, whether it is of use there or not (2.4.1, 2.4.5).
  mutating func resolve(_ key: ArraySlice<UInt8>, in block: Int, _ state: inout ReadingState) -> ResolvedName? {
    var block = block
    var key = key
    while let step = stepIntoPath(key, block, &state) { (key, block) = step }
    let element = key.firstIndex(of: ASCII.slash).map { key[($0 + 1)...] }
    if let element { key = key[..<(element.startIndex - 1)] }
    let printed = printingBlock(of: key, in: block, &state)
    if let prefixes = blocks[printed].prefixes {
      let isList = blocks[printed].isList
      for prefix in isList ? [prefixes.full, prefixes.short] : [prefixes.short] {
        let name = prefix + [ASCII.underscore] + key
        guard let row = state.catalogue.row(at: name), let entry = state.catalogue[row], entry.type != .namedFilter,
          !entry.type.isOnlyDefault
        else { continue }
        return ResolvedName(
          entry: entry, row: row, fullName: name, block: home(of: name, printedIn: printed, writtenIn: block),
          printedIn: printed, element: element)
      }
    }
    guard let row = state.catalogue.row(at: key), let entry = state.catalogue[row], !entry.type.isOnlyDefault
    else { return nil }
    return ResolvedName(
      entry: entry, row: row, fullName: Array(key), block: home(of: Array(key), printedIn: printed, writtenIn: block),
      printedIn: printed, element: element)
  }

  /// A setting that begins with the name of the unnamed block round it stands outside that block.
  private func home(of name: [UInt8], printedIn printed: Int, writtenIn block: Int) -> Int {
    guard printed == block else { return block }
    guard case .named(let filter) = blocks[block].kind, let parent = blocks[block].parent else { return block }
    return name.starts(with: filter + [ASCII.underscore]) ? parent : block
  }

  /// `service/imap/process_limit = 5`: a path of blocks written as a key.
  private mutating func stepIntoPath(
    _ key: ArraySlice<UInt8>, _ block: Int, _ state: inout ReadingState
  ) -> (ArraySlice<UInt8>, Int)? {
    guard let slash = key.firstIndex(of: ASCII.slash), let entry = state.catalogue.entry(at: key[..<slash]) else {
      return nil
    }
    let word = Array(key[..<slash])
    let rest = key[(slash + 1)...]
    if entry.type == .namedFilter {
      return (rest, open(.named(word), in: block, at: nil, &state))
    }
    guard entry.type == .namedListFilter else { return nil }
    // `passdb/driver = x`: with one part behind it the block has no name.
    guard let end = rest.firstIndex(of: ASCII.slash) else {
      return (rest, open(.named(word), in: block, at: nil, &state))
    }
    return (rest[(end + 1)...], open(.list(word, name: Array(rest[..<end])), in: block, at: nil, &state))
  }

  /// What is left of a key when the blocks at its beginning are taken off: `foo/x` of `service/imap/foo/x`, `imap` of
  /// `service/imap`.
  func rest(of key: ArraySlice<UInt8>, _ catalogue: Catalogue) -> ArraySlice<UInt8> {
    var key = key
    while let slash = key.firstIndex(of: ASCII.slash), let type = catalogue.entry(at: key[..<slash])?.type,
      type == .namedFilter || type == .namedListFilter
    {
      key = key[(slash + 1)...]
      guard type == .namedListFilter else { continue }
      guard let end = key.firstIndex(of: ASCII.slash) else { break }
      key = key[(end + 1)...]
    }
    return key
  }

  /// doveconf puts a setting into the unnamed block that its name begins with, the longest that there is.
  private mutating func printingBlock(of key: ArraySlice<UInt8>, in block: Int, _ state: inout ReadingState) -> Int {
    var end = key.endIndex
    while let underscore = key[..<end].lastIndex(of: ASCII.underscore) {
      end = underscore
      let prefix = key[..<underscore]
      guard let entry = state.catalogue.entry(at: prefix), entry.type == .namedFilter else { continue }
      if let current = blocks[block].prefixes?.full, current.elementsEqual(prefix) { return block }
      return open(.named(Array(prefix)), in: block, at: nil, &state)
    }
    return block
  }

  mutating func open(_ kind: Block.Kind, in parent: Int, at span: SourceSpan?, _ state: inout ReadingState) -> Int {
    blocks.open(kind, in: parent, at: span, &state.graph)
  }
}
