internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `smtpd_helo_required = true` is fatal when smtpd starts: what the programs judge and postconf does not.
struct ValueProblems {
  private let configuration: PostfixConfiguration
  private let tree: ServerTree
  private let restrictions = RestrictionTable()
  private let types: TableTypes

  init(_ configuration: PostfixConfiguration, _ tree: ServerTree) {
    self.configuration = configuration
    self.tree = tree
    types = TableTypes(in: tree, directory: configuration.directory, version: configuration.version.version)
  }

  var all: [Diagnostic] { mainProblems + optionProblems }

  private var mainProblems: [Diagnostic] {
    guard let main = configuration.main, let file = configuration.mainFile else { return [] }
    let scope = ServiceScope(configuration.values)
    let classes = configuration.values.restrictionClasses
    return main.lastEntries.flatMap { number -> [Diagnostic] in
      // Most of ten thousand parameters are the administrator's own, of which nothing is known.
      guard configuration.values.isBuiltIn(entry: number) else { return [] }
      let entry = main.entries[number]
      let name = main.name(of: entry)
      let (folded, range) = main.foldedValue(of: entry)
      let value = folded.text[range]
      return judge(name, value, scope, classes) { inner in
        SourceSpan(file: file, inner.map(folded.source(of:)) ?? entry.value)
      }
    }
  }

  private var optionProblems: [Diagnostic] {
    guard let master = configuration.master, let file = configuration.masterFile else { return [] }
    let classes = configuration.values.restrictionClasses
    return master.entries.flatMap { entry -> [Diagnostic] in
      let scope = ServiceScope(configuration.values, options: PostfixConfiguration.options(of: entry))
      return entry.options.flatMap { option in
        judge(option.nameBytes[...], option.valueBytes[...], scope, classes) { _ in
          SourceSpan(file: file, option.value)
        }
      }
    }
  }

  /// - Parameter place: the span of a range of the value, or of the whole value.
  private func judge(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, _ scope: ServiceScope, _ classes: Set<[UInt8]>,
    place: (Range<Int>?) -> SourceSpan
  ) -> [Diagnostic] {
    guard let parameter = configuration.catalogue[name], parameter.type != .raw else { return [] }
    if parameter.refusesValues,
      let fault = (try? MacroExpander.expand(value, in: scope, dialect: configuration.values.dialect)).flatMap({
        parameter.fault(in: $0)
      })
    {
      return [
        Diagnostic(
          .error, code: "postfix.bad-value", fault.explanation, at: .span(place(nil)), nextStep: fault.nextStep,
          daemonMessage: fault.message, isRefusedByDaemon: true)
      ]
    }
    var found: [Diagnostic] = []
    if parameter.kind == .restrictions {
      found += restrictionProblems(value, scope, classes, place: place)
    } else if parameter.kind == .maps || parameter.kind == .matchList {
      found += typeProblems(TableReference.all(in: value), place: place)
    }
    return found + tableProblems(parameter, value, place: place) + commentProblems(parameter, value, place: place)
  }

  /// Words that smtpd does not know; where the list comes out of a macro the whole value is the place.
  private func restrictionProblems(
    _ value: ArraySlice<UInt8>, _ scope: ServiceScope, _ classes: Set<[UInt8]>, place: (Range<Int>?) -> SourceSpan
  ) -> [Diagnostic] {
    let isPlain = !value.contains(ASCII.dollar)
    guard isPlain else { return [] }
    let elements = RestrictionList(value, classes: classes, table: restrictions).elements
    let tables = elements.compactMap(\.tableRange).flatMap { TableReference.all(in: value[$0]) }
    return typeProblems(tables, place: place)
      + elements.compactMap { element in
        guard let fault = element.fault else { return nil }
        return Diagnostic(
          .warning, code: "postfix.restriction", "smtpd answers 451 4.3.5 once it reaches \"\(element.name)\".",
          at: .span(place(element.range)),
          nextStep: element.name.hasPrefix("#")
            ? "Put the # at the start of a line of its own." : "Correct the name, or remove the element.",
          daemonMessage: fault)
      }
  }

  /// Tables of a type that the programs cannot open.
  private func typeProblems(_ references: [TableReference], place: (Range<Int>?) -> SourceSpan) -> [Diagnostic] {
    references.compactMap { reference in
      guard !types.contains(reference.type) else { return nil }
      let isKnown = types.isKnown(reference.type)
      return Diagnostic(
        .warning, code: "postfix.table-type",
        isKnown
          ? "The programs of this server have no tables of the type \(reference.type): every lookup fails."
          : "No Postfix has tables of the type \(reference.type): every lookup fails.",
        at: .span(place(reference.range)),
        nextStep: isKnown
          ? "Install the package for it (postfix-\(reference.type)), or use another type." : "Correct the type.",
        daemonMessage: "unsupported dictionary type: \(reference.type)")
    }
  }

  /// Tables whose file does not exist, or whose index is not made of what is in the file.
  private func tableProblems(
    _ parameter: Parameter, _ value: ArraySlice<UInt8>, place: (Range<Int>?) -> SourceSpan
  ) -> [Diagnostic] {
    guard [.restrictions, .maps, .matchList].contains(parameter.kind) else { return [] }
    return TableReference.all(in: value).compactMap { reference in
      guard !reference.nameBytes.contains(ASCII.dollar), let path = reference.path else { return nil }
      return TableFileProblem(reference, TreePath(path), tree)?.diagnostic(at: place(reference.range))
    }
  }

  /// `virtual_alias_maps = /etc/postfix/virtual`: a table without a type, fatal for every program that opens the list.
  private func nameless(
    _ items: [Range<Int>], _ value: ArraySlice<UInt8>, place: (Range<Int>?) -> SourceSpan
  ) -> [Diagnostic] {
    let wrong = items.first { !value[$0].contains(ASCII.colon) && !value[$0].contains(ASCII.dollar) }
    return wrong.map { item in
      [
        Diagnostic(
          .error, code: "postfix.table-without-type", "\(value[item].text) is no table: it has no type.",
          at: .span(place(item)), nextStep: "Write the type in front, such as hash:.",
          daemonMessage: "open dictionary: expecting \"type:name\" form instead of \"\(value[item].printable)\"",
          isRefusedByDaemon: true)
      ]
    } ?? []
  }

  /// `mynetworks = 127.0.0.0/8 # local`: the `#` ends the list, also on the lines below (3.5 to 3.11).
  private func commentProblems(
    _ parameter: Parameter, _ value: ArraySlice<UInt8>, place: (Range<Int>?) -> SourceSpan
  ) -> [Diagnostic] {
    guard parameter.kind == .matchList || parameter.kind == .maps else { return [] }
    let items = Tokens.split(value)
    guard let item = items.first(where: { value[$0.lowerBound] == ASCII.hash }) else {
      return parameter.kind == .maps ? nameless(items, value, place: place) : []
    }
    let isFatal = parameter.kind == .maps
    let name = parameter.name.text
    return [
      Diagnostic(
        isFatal ? .error : .warning, code: "postfix.comment-ends-list",
        isFatal
          ? "\(value[item].text) is no table: a # behind other text is part of the value."
          : "The # ends the list \(name): what stands behind it is ignored, on the lines below too.",
        at: .span(place(item.lowerBound..<value.endIndex)), nextStep: "Put the comment on a line of its own.",
        daemonMessage: isFatal
          ? "open dictionary: expecting \"type:name\" form instead of \"\(value[item].printable)\"" : nil,
        isRefusedByDaemon: isFatal)
    ]
  }
}
