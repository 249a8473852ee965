package import ServerTree
package import SettingsGraph
internal import SourceText

/// Opens `type:name` from the files of a tree, as the program that reads the value would.
package struct TableOpener: Sendable {
  private let tree: ServerTree
  /// Inline patterns and addresses (`pcre:{{…}}`) came with 3.7.
  private let hasInlineRules: Bool
  private static let maximumNesting = 20

  package init(_ tree: ServerTree, version: ProgramVersion) {
    self.tree = tree
    hasInlineRules = version >= ProgramVersion(3, 7)
  }

  /// A table, what Postfix warns about when it opens it, and the file that it came from.
  package struct Opened: Sendable {
    package let table: LookupTable
    package var problems: [TableProblem] = []
    package var source: TreePath?
  }

  package func open(_ reference: [UInt8]) -> Opened { open(reference[...], depth: 0) }

  private func open(_ reference: ArraySlice<UInt8>, depth: Int) -> Opened {
    guard depth < Self.maximumNesting, let colon = reference.firstIndex(of: ASCII.colon) else {
      return unavailable("open dictionary: expecting \"type:name\" form instead of \"\(reference.printable)\"")
    }
    let type = reference[..<colon].text
    let name = reference[(colon + 1)...]
    switch type {
    case "proxy", "debug": return open(name, depth: depth + 1)
    case "hash", "btree", "lmdb", "cdb", "dbm", "sdbm", "texthash": return keyed(name, type)
    case "pcre", "regexp", "cidr": return rules(name, type)
    case "inline":
      do throws(TableFault) { return Opened(table: .keyed(try KeyValueTable(inline: name))) } catch {
        return unavailable(error.message)
      }
    case "static": return Opened(table: .constant(constant(name)))
    case "fail": return Opened(table: .failing)
    case "unionmap", "pipemap": return members(name, type, depth: depth)
    case "randmap": return random(name)
    case "environ", "unix", "nis", "nisplus", "ldap", "mysql", "pgsql", "sqlite", "memcache", "mongodb", "tcp",
      "socketmap", "internal":
      return Opened(table: .external(type: type))
    default: return unavailable("unsupported dictionary type: \(type)")
    }
  }

  private func unavailable(_ reason: String) -> Opened { Opened(table: .unavailable(reason)) }

  /// `static:text`, `static:{text with blanks}`.
  private func constant(_ name: ArraySlice<UInt8>) -> [UInt8] {
    guard name.first == ASCII.leftBrace else { return Array(name) }
    return Array(name[Braced(name, trimming: true).content])
  }

  /// The source text stands for the index: that the two agree is another question (`IndexState`).
  private func keyed(_ name: ArraySlice<UInt8>, _ type: String) -> Opened {
    let path = TreePath(name)
    let reader: KeyValueTable.Reader = type == "texthash" ? .program : .postmap
    do throws(TreeError) {
      let table = KeyValueTable(source: LogicalLines(try tree.read(path).bytes), path: path.description, reader: reader)
      return Opened(table: .keyed(table), problems: table.problems + table.duplicates, source: path)
    } catch {
      return unavailable("open database \(path): \(error.reason)")
    }
  }

  private func rules(_ name: ArraySlice<UInt8>, _ type: String) -> Opened {
    if hasInlineRules, let inline = TableLine.inline(name) {
      if let fault = inline.fault { return unavailable("bad syntax: \"\(type):\(name.printable)\"; \(fault)") }
      return rules(inline.lines, name.printable, type, source: nil)
    }
    let path = TreePath(name)
    do throws(TreeError) {
      let lines = TableLine.all(in: LogicalLines(try tree.read(path).bytes))
      return rules(lines, path.description, type, source: path)
    } catch {
      return unavailable("open \(path): \(error.reason)")
    }
  }

  private func rules(_ lines: [TableLine], _ name: String, _ type: String, source: TreePath?) -> Opened {
    if type == "cidr" {
      let table = AddressTable(lines, name: name)
      return Opened(table: .addresses(table), problems: table.problems, source: source)
    }
    let table = PatternTable(lines, dialect: type == "pcre" ? .pcre : .regexp, name: name)
    return Opened(table: .patterns(table), problems: table.problems, source: source)
  }

  private func members(_ name: ArraySlice<UInt8>, _ type: String, depth: Int) -> Opened {
    let wanted = "bad syntax: \"\(type):\(name.printable)\"; need \"\(type):{type:name...}\""
    guard name.first == ASCII.leftBrace else { return unavailable(wanted) }
    let braced = Braced(name, trimming: false)
    let items = Tokens.split(name[braced.content])
    guard braced.fault == nil, !items.isEmpty, items.allSatisfy({ name[$0].contains(ASCII.colon) }) else {
      return unavailable(wanted)
    }
    let opened = items.map { open(name[$0], depth: depth + 1) }
    let tables = opened.map(\.table)
    return Opened(
      table: type == "unionmap" ? .union(tables) : .pipe(tables), problems: opened.flatMap(\.problems))
  }

  private func random(_ name: ArraySlice<UInt8>) -> Opened {
    let wanted = "bad syntax: \"randmap:\(name.printable)\"; need \"randmap:{value...}\""
    guard name.first == ASCII.leftBrace else { return unavailable(wanted) }
    let braced = Braced(name, trimming: false)
    let values = Tokens.split(name[braced.content]).map { item -> [UInt8] in
      name[item.lowerBound] == ASCII.leftBrace
        ? Array(name[Braced(name[item], trimming: true).content]) : Array(name[item])
    }
    guard braced.fault == nil, !values.isEmpty else { return unavailable(wanted) }
    return Opened(table: .random(values))
  }
}
