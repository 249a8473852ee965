package import ServerTree
package import SettingsGraph
internal import SourceText

/// Opens `type:name` from the files of a tree, as the program that reads the value would.
package struct TableOpener: Sendable {
  private let tree: ServerTree
  private let version: ProgramVersion
  /// What the programs of the server import; nil where it is not known.
  private let environment: ProgramEnvironment?
  private let keepsUTF8: Bool
  /// What the programs of the server can open; nil for all that some build of the version can.
  private let types: TableTypes?

  /// - Parameters:
  ///   - environment: the environment of the programs, for `environ:`.
  ///   - keepsUTF8: `smtputf8_enable`, which keys and messages depend on.
  package init(
    _ tree: ServerTree, version: ProgramVersion, environment: ProgramEnvironment? = nil, keepsUTF8: Bool = true,
    types: TableTypes? = nil
  ) {
    self.keepsUTF8 = keepsUTF8
    self.types = types
    self.tree = tree
    self.version = version
    self.environment = environment
  }

  /// A table, what Postfix warns about when it opens it, and the file that it came from.
  package struct Opened: Sendable {
    package let table: LookupTable
    package var problems = TableProblems()
    package var source: TreePath?
    /// Why this table, or one inside it, cannot be opened: postmap gives up with the words of the first.
    package var faults: [TableFault] = []
  }

  package func open(_ reference: [UInt8]) -> Opened { open(reference[...], depth: 0) }

  private func open(_ reference: ArraySlice<UInt8>, depth: Int) -> Opened {
    guard depth < TableReference.maximumNesting, let colon = reference.firstIndex(of: ASCII.colon),
      colon > reference.startIndex, colon + 1 < reference.endIndex
    else {
      return unavailable(
        TableFault("open dictionary: expecting \"type:name\" form instead of \"\(reference.printable)\""))
    }
    let type = reference[..<colon].printable
    let name = reference[(colon + 1)...]
    do throws(TableFault) {
      if let types, let nextStep = types.advice(on: type) {
        throw TableFault("unsupported dictionary type: \(type)", nextStep: nextStep)
      }
      switch type {
      case "proxy": return open(name, depth: depth + 1)
      case "debug" where version >= ProgramVersion(3, 11): return open(name, depth: depth + 1)
      case "hash", "btree", "lmdb", "cdb", "dbm", "sdbm", "texthash": return try keyed(name, type)
      case "pcre", "regexp", "cidr": return try rules(name, type)
      case "inline":
        let table = try KeyValueTable(inline: name, keepsUTF8: keepsUTF8, foldsSource: foldsOwnSources)
        return Opened(table: .keyed(table))
      case "static": return Opened(table: .constant(try constant(name)))
      case "fail": return Opened(table: .failing(name: name.printable))
      case "unionmap", "pipemap": return try members(name, type, depth: depth)
      case "randmap": return try random(name)
      case "environ": return Opened(table: environment.map { .environment($0) } ?? .external(type: type))
      case "unix": return try accounts(name)
      case "nis", "nisplus", "netinfo", "ldap", "mysql", "pgsql", "sqlite", "memcache", "tcp", "socketmap",
        "internal":
        return Opened(table: .external(type: type))
      case "mongodb" where version >= ProgramVersion(3, 9): return Opened(table: .external(type: type))
      default: throw TableFault("unsupported dictionary type: \(type)")
      }
    } catch {
      return unavailable(error)
    }
  }

  private func unavailable(_ fault: TableFault) -> Opened {
    Opened(table: .unavailable(fault.message), faults: [fault])
  }

  /// Whether a program folds what it reads itself beyond ASCII; postmap always does.
  private var foldsOwnSources: Bool { version < ProgramVersion(3, 11) }

  // MARK: - Tables in a value

  /// `static:text`, `static:{text with blanks}`.
  private func constant(_ name: ArraySlice<UInt8>) throws(TableFault) -> [UInt8] {
    guard name.first == ASCII.leftBrace else { return Array(name) }
    let braced = Braced(name, trimming: true)
    if let fault = braced.fault { throw TableFault("bad static:name syntax: \(fault)") }
    return Array(name[braced.content])
  }

  private func members(_ name: ArraySlice<UInt8>, _ type: String, depth: Int) throws(TableFault) -> Opened {
    let items = try items(of: name, wanted: "\(type):{type:name...}", type)
    guard items.allSatisfy({ $0.contains(ASCII.colon) }) else {
      throw TableFault("bad syntax: \"\(type):\(name.printable)\"; need \"\(type):{type:name...}\"")
    }
    let opened = items.map { open($0, depth: depth + 1) }
    let tables = opened.map(\.table)
    return Opened(
      table: type == "unionmap" ? .union(tables) : .pipe(tables),
      problems: opened.map(\.problems).reduce(TableProblems(), +),
      faults: opened.flatMap(\.faults))
  }

  private func random(_ name: ArraySlice<UInt8>) throws(TableFault) -> Opened {
    Opened(table: .random(try items(of: name, wanted: "randmap:{value...}", "randmap").map(Array.init)))
  }

  /// The items between the braces, as they are written.
  private func items(
    of name: ArraySlice<UInt8>, wanted: String, _ type: String
  ) throws(TableFault) -> [ArraySlice<UInt8>] {
    let fault = TableFault("bad syntax: \"\(type):\(name.printable)\"; need \"\(wanted)\"")
    guard name.first == ASCII.leftBrace else { throw fault }
    let braced = Braced(name, trimming: false)
    let items = Tokens.split(name[braced.content])
    guard braced.fault == nil, !items.isEmpty else { throw fault }
    return items.map { name[$0] }
  }

  // MARK: - Tables in files

  /// The source text stands for the index: that the two agree is another question (`IndexState`).
  private func keyed(_ name: ArraySlice<UInt8>, _ type: String) throws(TableFault) -> Opened {
    let path = TreePath(name)
    let reader: KeyValueTable.Reader = type == "texthash" ? .program : .postmap
    let lines: LogicalLines
    do throws(TreeError) { lines = LogicalLines(try tree.read(path).bytes) } catch {
      let index = TableReference.openedFile(of: type, for: path)
      if index != path, error.isAbsent, tree.exists(index) { return Opened(table: .indexAlone(index)) }
      throw TableFault("open database \(index): \(error.reason)")
    }
    let table = KeyValueTable(
      source: lines, path: path.description, reader: reader, keepsUTF8: keepsUTF8,
      foldsSource: reader == .postmap || foldsOwnSources)
    let problems = readingProblems(lines, path) + table.problems + table.duplicates
    return Opened(table: .keyed(table), problems: problems, source: path)
  }

  private func readingProblems(_ lines: LogicalLines, _ path: TreePath) -> TableProblems {
    ReadingProblem.all(in: lines, path.description, version: version).reduce(into: TableProblems()) { all, problem in
      guard let message = problem.message else { return }
      all.add(TableProblem(message: message, line: problem.number, range: problem.range))
    }
  }

  private func accounts(_ name: ArraySlice<UInt8>) throws(TableFault) -> Opened {
    let table: AccountTable?
    do throws(TreeError) { table = try AccountTable(name, in: tree) } catch {
      throw TableFault("open unix:\(name.printable): \(error.reason)")
    }
    guard let table else { throw TableFault("unknown table: unix:\(name.printable)") }
    return Opened(table: .accounts(table), source: table.source)
  }

  /// Inline patterns and addresses (`pcre:{{…}}`) came with 3.7.
  private func rules(_ name: ArraySlice<UInt8>, _ type: String) throws(TableFault) -> Opened {
    if version >= ProgramVersion(3, 7), let inline = TableLine.inline(name) {
      if let fault = inline.fault { throw TableFault("\(type) map: \(fault)") }
      return rules(inline.lines, name.count, name.printable, type, source: nil)
    }
    let path = TreePath(name)
    let lines: LogicalLines
    do throws(TreeError) { lines = LogicalLines(try tree.read(path).bytes) } catch {
      throw TableFault("open \(path): \(error.reason)")
    }
    var opened = rules(TableLine.all(in: lines), lines.bytes.count, path.description, type, source: path)
    opened.problems = readingProblems(lines, path) + opened.problems
    return opened
  }

  private func rules(
    _ lines: some Sequence<TableLine>, _ size: Int, _ name: String, _ type: String, source: TreePath?
  ) -> Opened {
    // Debian's 3.5 is built with the first PCRE and has other words for some mistakes.
    let isOld = version < ProgramVersion(3, 7)
    if type == "cidr" {
      let table = AddressTable(lines, name: name, isTerse: isOld)
      return Opened(table: .addresses(table), problems: table.problems, source: source)
    }
    let table = PatternTable(
      lines, size: size, dialect: type == "pcre" ? .pcre : .regexp, name: name, source: source, knowsExtra: isOld)
    return Opened(table: .patterns(table), problems: table.problems, source: source)
  }
}
