package import ServerTree
internal import SourceText

/// `proxy:hash:/etc/postfix/virtual`, a lookup table as a value names it.
package struct TableReference: Sendable, Equatable {
  /// As written.
  package let text: String
  /// `hash`; `proxy:` and `debug:` are taken off.
  package let type: String
  package let nameBytes: [UInt8]
  /// Where it stands in the value.
  package let range: Range<Int>

  /// Every item of the form `type:name`, also inside the braces of `unionmap:{…}` and the like.
  package static func all(in value: ArraySlice<UInt8>) -> [TableReference] {
    var found: [TableReference] = []
    var pending = [(text: value, depth: 0)]
    while let (text, depth) = pending.popLast() {
      for item in Tokens.split(text) {
        guard let reference = TableReference(text, item) else { continue }
        if reference.hasMembers, depth < maximumNesting {
          let nameStart = item.upperBound - reference.nameBytes.count
          pending.append((text[Braced(text[nameStart..<item.upperBound], trimming: false).content], depth + 1))
        }
        found.append(reference)
      }
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// How deep tables are looked for in tables: each level reads all that is inside it once more.
  static let maximumNesting = 20

  private var hasMembers: Bool {
    ["unionmap", "pipemap", "randmap"].contains(type) && nameBytes.first == ASCII.leftBrace
  }

  private init?(_ text: ArraySlice<UInt8>, _ item: Range<Int>) {
    var rest = text[item]
    if rest.first == ASCII.exclamation { rest = rest.dropFirst() }
    var type = ""
    repeat {
      guard let colon = rest.firstIndex(of: ASCII.colon), rest.first != ASCII.leftBracket else { return nil }
      type = rest[..<colon].text
      rest = rest[(colon + 1)...]
    } while type == "proxy" || type == "debug"
    guard type.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == ASCII.underscore }), !type.isEmpty else {
      return nil
    }
    self.text = text[item].text
    self.type = type
    nameBytes = Array(rest)
    range = item
  }

  /// The types whose name is the path of a file, with what postmap puts behind it; empty where the source is read.
  private static let indexSuffixes = [
    "hash": ".db", "btree": ".db", "cdb": ".cdb", "lmdb": ".lmdb", "dbm": ".pag", "sdbm": ".pag", "texthash": "",
    "pcre": "", "regexp": "", "cidr": "",
  ]

  /// The file that the name is, for types that have one.
  package var path: [UInt8]? {
    Self.indexSuffixes[type] != nil && nameBytes.first == ASCII.slash ? nameBytes : nil
  }

  /// Whether the name is that of a file, whole or relative.
  package var isFile: Bool { Self.indexSuffixes[type] != nil }

  /// Whether the program reads an index made by postmap, not the source.
  package var isIndexed: Bool { Self.indexSuffixes[type]?.isEmpty == false }

  /// The file that the program opens: the index beside the source where the type has one.
  package func openedFile(for path: TreePath) -> TreePath { Self.openedFile(of: type, for: path) }

  static func openedFile(of type: String, for path: TreePath) -> TreePath {
    TreePath(path.bytes + Array((indexSuffixes[type] ?? "").utf8))
  }
}
