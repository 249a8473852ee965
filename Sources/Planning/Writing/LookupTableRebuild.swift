/// `postmap hash:/etc/postfix/transport`: an indexed lookup table is read from its index, not from the text.
enum LookupTableRebuild {
  /// Types with an index that `postmap` builds. The others are read as text, at the start of a process.
  private static let indexed: Set<Substring> = ["hash", "btree", "lmdb", "cdb", "dbm", "sdbm"]

  /// - Parameters:
  ///   - paths: the files that were written.
  ///   - values: effective values; each is looked through once.
  /// - Complexity: O(length of the values).
  static func commands(for paths: [String], in values: [String]) -> [DaemonCommand] {
    let written = Set(paths)
    var tables: [String] = []
    for value in values {
      let expanded = value.replacing("${config_directory}", with: "/etc/postfix")
        .replacing("$config_directory", with: "/etc/postfix")
      for word in expanded.split(whereSeparator: { " \t\r\n,{}\"".contains($0) }) {
        guard let table = table(in: word, written), !tables.contains(table) else { continue }
        tables.append(table)
      }
    }
    return tables.map { table in
      // The aliases of local(8) have their own form, `name: value`.
      let program = table.hasSuffix("/aliases") ? "postalias" : "postmap"
      return DaemonCommand("\(program) \(table)", reasons: ["its text changed, and Postfix reads the index"])
    }
  }

  /// `proxy:hash:/etc/postfix/transport` names the table `hash:/etc/postfix/transport`.
  private static func table(in word: Substring, _ written: Set<String>) -> String? {
    guard let slash = word.firstIndex(of: "/"), word[..<slash].hasSuffix(":") else { return nil }
    let path = word[slash...]
    guard written.contains(String(path)), let type = word[..<slash].split(separator: ":").last, indexed.contains(type)
    else { return nil }
    return "\(type):\(path)"
  }
}
