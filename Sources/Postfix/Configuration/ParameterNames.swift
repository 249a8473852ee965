internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `smtpd_helo_restriction = …` is a name that nothing uses: what `postconf` finds out about names.
///
/// A name in main.cf counts if Postfix knows it, a service in master.cf makes it a parameter, some `$name` mentions it,
/// or `smtpd_restriction_classes` lists it. The daemons never complain about others.
package struct ParameterNames: Sendable {
  /// Whether something mentions the name of an entry of main.cf, by the number of the last entry of that name.
  private var isMentioned: [Bool] = []
  /// The same for `-o` names, by service (`submission/inet`).
  package private(set) var usedByService: [String: Set<ArraySlice<UInt8>>] = [:]
  package private(set) var findings: [NameFinding] = []
  /// How many more there are than anybody reads: of hostile input there are millions.
  private(set) var untoldFindings = 0
  private static let maximumFindings = 10_000
  /// A macro that postconf itself has to expand is wrong: it prints nothing.
  package private(set) var fatalMessages: [String] = []
  package var isFatal: Bool { !fatalMessages.isEmpty }
  /// Names that main.cf assigns although only the program sets them; postconf forgets the assignment.
  package private(set) var readOnly: Set<ArraySlice<UInt8>> = []

  private let main: MainCf?
  private let values: ParameterValues
  private let version: ProgramVersion
  private let clients: ClientFiles
  private let clientSettings: DatabaseClientSettings
  private var spaces: [NameSpace] = []
  /// The number of each name space, and the name spaces that set a name.
  private var spaceNumbers: [String: Int] = [:]
  private var spacesSetting = NamedValues<[Int]>()
  private var readClients: Set<[UInt8]> = []

  /// The `-o` options of all entries with one name and type, last wins: postconf keeps one name space for them.
  struct NameSpace {
    let service: String
    /// The first entry of that name.
    let entry: Int
    var options: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
    var order: [ArraySlice<UInt8>] = []
    /// `process_name` and `service_name`, which no option replaces.
    let readOnlyNames: [ArraySlice<UInt8>: ArraySlice<UInt8>]

    init(_ entry: MasterCfEntry, number: Int) {
      service = entry.name
      self.entry = number
      readOnlyNames = PostfixConfiguration.readOnlyNames(of: entry)
    }
  }

  init(
    main: MainCf?, master: MasterCf?, values: ParameterValues, version: ProgramVersion, directory: String,
    clients: ClientFiles
  ) {
    self.main = main
    self.values = values
    self.version = version
    self.clients = clients
    clientSettings = DatabaseClientSettings(for: version)
    spaces = Self.spaces(of: master)
    for (index, space) in spaces.enumerated() {
      spaceNumbers[space.service] = index
      for name in space.order { spacesSetting.add([index], named: name, merge: +) }
    }
    isMentioned = Array(repeating: false, count: main?.entries.count ?? 0)
    for index in spaces.indices { scanOptions(of: index) }
    if let main {
      scanMain(main)
      scanComputedDefaults()
      findUnused(main)
    }
    for index in spaces.indices { findUnusedOptions(of: index) }
  }

  /// Whether `name = value` in main.cf has any effect.
  package func isUsed(_ name: ArraySlice<UInt8>) -> Bool { values.isBuiltIn(name) || isMentioned(name) }

  /// Whether main.cf sets `name`, and something mentions it.
  func isMentioned(_ name: ArraySlice<UInt8>) -> Bool {
    values.explicit.entryNumber(of: name).map { isMentioned[$0] } ?? false
  }

  /// The same for the last entry of a name.
  func isMentioned(entry number: Int) -> Bool { isMentioned[number] }

  /// Names of main.cf that something mentions, built-in or not.
  var mentioned: [ArraySlice<UInt8>] {
    guard let main else { return [] }
    return isMentioned.indices.lazy.filter { isMentioned[$0] }.map { main.name(of: main.entries[$0]) }
  }

  /// The options of the entry with this number, as postconf merges them with those of its namesakes; nil for an
  /// entry that stands before the first of them with an option.
  func options(of service: String, entry: Int) -> NameSpace? {
    spaceNumbers[service].map { spaces[$0] }.flatMap { $0.entry <= entry ? $0 : nil }
  }

  /// Whether some service sets `name` as postconf reads its options.
  func isOption(_ name: ArraySlice<UInt8>) -> Bool { spacesSetting[name] != nil }

  private static func spaces(of master: MasterCf?) -> [NameSpace] {
    var spaces: [NameSpace] = []
    var numbers: [String: Int] = [:]
    for (index, entry) in (master?.entries ?? []).enumerated() {
      let options = PostconfEntry(entry).options
      guard !options.isEmpty else { continue }
      let number = numbers[entry.name] ?? spaces.count
      if number == spaces.count { spaces.append(NameSpace(entry, number: index)) }
      numbers[entry.name] = number
      for option in options {
        if spaces[number].options.updateValue(option.value, forKey: option.name) == nil {
          spaces[number].order.append(option.name)
        }
      }
    }
    return spaces
  }

  // MARK: - Who mentions whom

  private mutating func scanOptions(of index: Int) {
    let space = spaces[index]
    let scope = OptionScope(options: space.options)
    mentionClasses(space.options[Self.classesName], in: scope, from: .service(index)) { name in
      .option(service: space.service, name: name)
    }
    for name in space.order {
      guard let value = space.options[name] else { continue }
      scan(
        name, value, isBuiltIn: values.isBuiltIn(name), from: .service(index),
        place: .option(service: space.service, name: name))
    }
  }

  private mutating func scanMain(_ main: MainCf) {
    mentionClasses(values.explicit.value(of: Self.classesName), in: values.assigned, from: .main) { .main(name: $0) }
    for number in values.assigned.entryNumbers {
      let isBuiltIn = values.isBuiltIn(entry: number)
      let value = main.value(of: main.entries[number])
      // What mentions nobody and is nobody's but the administrator's says nothing.
      guard isBuiltIn || value.contains(ASCII.dollar) else { continue }
      let name = main.name(of: main.entries[number])
      scan(name, value, isBuiltIn: isBuiltIn, from: .main, place: .main(name: name))
    }
  }

  /// `myhostname = a.$$foo`: the default of mydomain becomes `$foo`, and mentions it.
  private mutating func scanComputedDefaults() {
    for name in ["myhostname", "mydomain"].map({ Array($0.utf8)[...] }) where !values.explicit.contains(name) {
      guard let text = values.defaultText(of: name), text.contains(ASCII.dollar) else { continue }
      scan(name, text, isBuiltIn: false, from: .main, place: .main(name: name))
    }
  }

  private static let classesName = Array("smtpd_restriction_classes".utf8)[...]

  /// The names in `smtpd_restriction_classes`, which only the other settings of the same file expand.
  private mutating func mentionClasses(
    _ text: ArraySlice<UInt8>?, in scope: some MacroScope, from origin: Origin,
    place: (ArraySlice<UInt8>) -> NameFinding.Place
  ) {
    guard let text else { return }
    let place = place(Self.classesName)
    do throws(MacroError) {
      let list = try MacroExpander.expand(text, in: scope, dialect: values.dialect)
      for item in Tokens.split(list, bracing: false) {
        mention(list[item], from: origin, isClient: false, place: place)
      }
    } catch {
      tell(.macro(error), at: place)
      var dictionary = "mail_dict"
      if case .service(let index) = origin { dictionary = spaces[index].service }
      fatalMessages.append(error.fatalMessage(inDictionary: dictionary))
    }
  }

  enum Origin: Equatable { case main, service(Int) }

  private mutating func scan(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, isBuiltIn: Bool, from origin: Origin,
    place: NameFinding.Place
  ) {
    let parameter = isBuiltIn ? values.catalogue[name] : nil
    if parameter?.isReadOnly == true {
      tell(.readOnly(name: name.printable, value: value.printable), at: place)
      switch origin {
      case .main: readOnly.insert(name)
      case .service(let index): spaces[index].options[name] = nil
      }
      return
    }
    if parameter?.type == .raw { return }
    let references = MacroReferences(in: value, dialect: values.dialect)
    for reference in references.names { mention(reference, from: origin, isClient: false, place: place) }
    for error in references.errors { tell(.macro(error), at: place) }
    let isOldName = parameter?.type == .legacy
    if isBuiltIn, !isOldName { scanTables(value, from: origin, place: place) }
  }

  /// `$name` or a class name: marks an assignment of that name as used, or finds that there is none.
  private mutating func mention(
    _ name: ArraySlice<UInt8>, from origin: Origin, isClient: Bool, place: NameFinding.Place
  ) {
    var isSet = false
    if case .service(let index) = origin, spaces[index].options[name] != nil {
      isSet = true
      usedByService[spaces[index].service, default: []].insert(name)
    } else if let number = values.explicit.entryNumber(of: name) {
      isSet = true
      isMentioned[number] = true
    }
    if origin == .main, !spacesSetting.isEmpty {
      for index in spacesSetting[name] ?? [] where spaces[index].options[name] != nil {
        isSet = true
        usedByService[spaces[index].service, default: []].insert(name)
      }
    }
    guard !isSet, !isClient, !values.isBuiltIn(name) else { return }
    tell(.undefined(name: name.printable), at: place)
  }

  // MARK: - Database clients

  /// Looks for `type:name` in an expanded value: settings of a client in main.cf, or in its own file.
  private mutating func scanTables(_ value: ArraySlice<UInt8>, from origin: Origin, place: NameFinding.Place) {
    guard value.contains(where: Self.mayBeginTable) else { return }
    var options: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
    if case .service(let index) = origin {
      options = spaces[index].options.merging(spaces[index].readOnlyNames) { $1 }
    }
    let scope = ServiceScope(values, options: options, leavesRawAlone: version >= ProgramVersion(3, 11))
    do throws(MacroError) {
      let expanded = try MacroExpander.expand(value, in: scope, dialect: values.dialect)
      scanExpanded(expanded, recursing: true, from: origin, place: place, depth: 0)
    } catch {
      // The scan for names has told most of them already.
      if findings.last != NameFinding(.macro(error), at: place) { tell(.macro(error), at: place) }
      fatalMessages.append(error.fatalMessage)
    }
  }

  private static func mayBeginTable(_ byte: UInt8) -> Bool {
    byte == ASCII.colon || byte == ASCII.dollar || byte == ASCII.hash || byte == ASCII.leftBrace
  }

  private mutating func scanExpanded(
    _ text: ArraySlice<UInt8>, recursing: Bool, from origin: Origin, place: NameFinding.Place, depth: Int
  ) {
    guard depth < 100 else { return }
    var cursor = text.startIndex
    while let item = Tokens.next(in: text, from: &cursor) {
      if cursor < text.endIndex { cursor += 1 }
      if warnsAboutComments, text[item.lowerBound] == ASCII.hash {
        let rest = "\(text[item].printable) \(text[cursor...].prefix(20).printable)"
        tell(.comment(rest), at: place)
        return
      }
      if text[item.lowerBound] == ASCII.leftBrace {
        let content = braced(text[item], place)
        if recursing { scanExpanded(content, recursing: true, from: origin, place: place, depth: depth + 1) }
      } else {
        scanTable(text[item], recursing: recursing, from: origin, place: place, depth: depth)
      }
    }
  }

  /// `postconf` warns about `#` behind other text from 3.8 on.
  private var warnsAboutComments: Bool { version >= ProgramVersion(3, 8) }

  private mutating func braced(_ text: ArraySlice<UInt8>, _ place: NameFinding.Place) -> ArraySlice<UInt8> {
    let braced = Braced(text, trimming: false)
    let namesPath = warnsAboutComments
    if let fault = braced.fault { tell(.braces(fault, namesPath: namesPath), at: place) }
    return text[braced.content]
  }

  private mutating func scanTable(
    _ item: ArraySlice<UInt8>, recursing: Bool, from origin: Origin, place: NameFinding.Place, depth: Int
  ) {
    var rest = item
    var type = ""
    repeat {
      guard let colon = rest.firstIndex(of: ASCII.colon) else { return }
      type = rest[..<colon].text
      rest = rest[(colon + 1)...]
    } while type == "proxy" || (type == "debug" && version >= ProgramVersion(3, 11))
    let settings = clientSettings.names(of: type)
    if rest.first == ASCII.slash {
      if let settings { check(type, rest, settings, place) }
    } else if rest.first == ASCII.leftBrace {
      let isPattern = version >= ProgramVersion(3, 8) && (type == "pcre" || type == "regexp")
      let content = braced(rest, place)
      scanExpanded(content, recursing: recursing && !isPattern, from: origin, place: place, depth: depth + 1)
    } else if rest.first != ASCII.dot, let settings {
      for setting in settings {
        let name = Array(rest) + [ASCII.underscore] + setting
        mention(name[...], from: origin, isClient: true, place: place)
      }
    }
  }

  /// A client's file: what it sets that the client does not know.
  private mutating func check(
    _ type: String, _ path: ArraySlice<UInt8>, _ known: [ArraySlice<UInt8>], _ place: NameFinding.Place
  ) {
    guard readClients.insert(Array("\(type):".utf8) + path).inserted else { return }
    switch clients.read(path) {
    case .failure(.permissionDenied): return
    case .failure(let error):
      let reason = error == .isDirectory || error == .notRegularFile ? "not a regular file" : error.reason
      tell(.clientUnreadable(type: type, path: path.printable, reason: reason), at: place)
    case .success(let file):
      if let fault = file.faults.first {
        let line = file.lines.logical[fault.line]
        let text = file.lines.folded(line).visible.printable
        let words = "\(path.printable), line \(line.lineNumber): \(fault.fault.rawValue): \"\(text)\""
        tell(.clientFault(words), at: place)
        fatalMessages.append(words)
        return
      }
      var values: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
      for entry in file.entries { values[file.name(of: entry)] = file.value(of: entry) }
      for (name, value) in values where !known.contains(where: { $0.elementsEqual(name) }) {
        let words = "\(type):\(path.printable): unused parameter: \(name.printable)=\(value.printable)"
        tell(.clientUnused(words), at: place)
      }
    }
  }

  // MARK: - What nothing uses

  private mutating func findUnused(_ main: MainCf) {
    let deprecated = DeprecatedParameters(for: version)
    for number in values.explicit.entryNumbers {
      let name = main.name(of: main.entries[number])
      guard readOnly.isEmpty || !readOnly.contains(name) else { continue }
      let isUsed = isMentioned[number] || values.isBuiltIn(entry: number)
      judge(name, main.value(of: main.entries[number]), isUsed: isUsed, deprecated, at: .main(name: name))
    }
  }

  private mutating func findUnusedOptions(of index: Int) {
    let deprecated = DeprecatedParameters(for: version)
    let space = spaces[index]
    for name in space.order {
      guard let value = space.options[name] else { continue }
      let isUsed = isUsed(name) || usedByService[space.service]?.contains(name) == true
      judge(name, value, isUsed: isUsed, deprecated, at: .option(service: space.service, name: name))
    }
  }

  private mutating func judge(
    _ name: ArraySlice<UInt8>, _ value: @autoclosure () -> ArraySlice<UInt8>, isUsed: Bool,
    _ deprecated: DeprecatedParameters, at place: @autoclosure () -> NameFinding.Place
  ) {
    let advice = deprecated.advice(on: name)
    if !isUsed {
      tell(.unused(name: name.printable, value: value().printable, advice: advice), at: place())
    } else if let advice {
      tell(.deprecated(name: name.printable, advice: advice), at: place())
    }
  }

  private mutating func tell(_ kind: @autoclosure () -> NameFinding.Kind, at place: NameFinding.Place) {
    if findings.count < Self.maximumFindings {
      findings.append(NameFinding(kind(), at: place))
    } else {
      untoldFindings += 1
    }
  }
}
