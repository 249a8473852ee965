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

  /// As many are told: of hostile input there are millions, and each is a look at the file system.
  private static let maximum = 10_000

  private static let more = Diagnostic(
    .note, code: "postfix.more-values", "More values are like these; they are not looked at.", at: .none,
    nextStep: "Correct these first.")

  /// What is told about the first items, until it is enough.
  private func told<Item>(_ items: some Sequence<Item>, _ problems: (Item) -> [Diagnostic]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for item in items {
      found += problems(item)
      if found.count > Self.maximum { return found.prefix(Self.maximum) + [Self.more] }
    }
    return found
  }

  private var mainProblems: [Diagnostic] {
    guard let main = configuration.main, let file = configuration.mainFile else { return [] }
    let scope = ServiceScope(configuration.values)
    let classes = configuration.values.restrictionClasses
    return told(main.lastEntries) { number in
      // Most of ten thousand parameters are the administrator's own, of which nothing is known.
      guard configuration.values.isBuiltIn(entry: number) || !classes.isEmpty else { return [] }
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
    return told(master.entries) { entry in
      let scope = ServiceScope(configuration.values, options: PostfixConfiguration.options(of: entry))
      return told(entry.options) { option in
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
    guard let parameter = configuration.catalogue[name] else {
      return classes.contains(Array(name)) ? restrictionProblems(name, value, classes, place: place) : []
    }
    guard parameter.type != .raw else { return [] }
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
      found += restrictionProblems(name, value, classes, place: place)
    } else if parameter.kind == .maps || parameter.kind == .matchList {
      found += typeProblems(TableReference.all(in: value), place: place)
    }
    return found + wordProblems(parameter, value, place: place) + tableProblems(parameter, value, place: place)
      + commentProblems(parameter, value, place: place)
  }

  /// What smtpd cannot use in a list or a class; of a list that comes out of a macro nothing is told here.
  private func restrictionProblems(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, _ classes: Set<[UInt8]>,
    place: (Range<Int>?) -> SourceSpan
  ) -> [Diagnostic] {
    guard !value.contains(ASCII.dollar) else { return [] }
    let elements = RestrictionList(value, classes: classes, table: restrictions).elements
    let tables = elements.compactMap(\.tableRange).flatMap { TableReference.all(in: value[$0]) }
    return typeProblems(tables, place: place)
      + told(elements) { element in
        guard let fault = element.fault(in: configuration.version.version, list: name) else { return [] }
        return [diagnostic(fault, element.name, at: place(element.range))]
      }
  }

  private func diagnostic(_ fault: RestrictionFault, _ name: String, at span: SourceSpan) -> Diagnostic {
    let message =
      switch fault.consequence {
      case .serverError: "smtpd answers 451 4.3.5 once it reaches \"\(name)\": \(fault.explanation)."
      case .passedOver: "smtpd passes over \"\(name)\": \(fault.explanation)."
      case .programEnds: "smtpd does not start because of \"\(name)\": \(fault.explanation)."
      }
    let ends = fault.consequence == .programEnds
    return Diagnostic(
      ends ? .error : .warning, code: ends ? "postfix.smtpd-refuses" : "postfix.restriction", message, at: .span(span),
      nextStep: fault.nextStep, daemonMessage: fault.message, isRefusedByDaemon: ends)
  }

  /// Lists of postscreen, and of those whose mail is rewritten.
  private func wordProblems(
    _ parameter: Parameter, _ value: ArraySlice<UInt8>, place: (Range<Int>?) -> SourceSpan
  ) -> [Diagnostic] {
    guard !value.contains(ASCII.dollar) else { return [] }
    if let fault = AddressCheckList(parameter.name, value)?.fault {
      return [
        Diagnostic(
          .warning, code: "postfix.restriction", fault.explanation, at: .span(place(fault.range)),
          nextStep: "Correct the word, or remove it.", daemonMessage: fault.message)
      ]
    }
    let name = parameter.name.text
    if name == "postscreen_dnsbl_sites" {
      for item in Tokens.split(value, bracing: false) {
        do throws(TableFault) { _ = try BlockListSite(value[item]) } catch {
          return [refusedByPostscreen(error.message, at: place(item), "Write domain=filter*weight.")]
        }
      }
    } else if name.hasPrefix("postscreen_"), name.hasSuffix("_action"), case .oneOf(let words) = parameter.kind,
      !words.contains(value.map(ASCII.lowercased).text)
    {
      let step = "Write one of \(words.joined(separator: ", "))."
      return [refusedByPostscreen("bad \(name) value: \(value.printable)", at: place(nil), step)]
    }
    return []
  }

  private func refusedByPostscreen(_ words: String, at span: SourceSpan, _ nextStep: String) -> Diagnostic {
    Diagnostic(
      .error, code: "postfix.postscreen-refuses", "postscreen does not start with this value.", at: .span(span),
      nextStep: nextStep, daemonMessage: words, isRefusedByDaemon: true)
  }

  /// Tables of a type that the programs cannot open.
  private func typeProblems(_ references: [TableReference], place: (Range<Int>?) -> SourceSpan) -> [Diagnostic] {
    told(references) { reference in
      guard let nextStep = types.advice(on: reference.type) else { return [] }
      let isKnown = types.isKnown(reference.type)
      return [
        Diagnostic(
          .warning, code: "postfix.table-type",
          isKnown
            ? "The programs of this server have no tables of the type \(reference.type): every lookup fails."
            : "No Postfix has tables of the type \(reference.type): every lookup fails.",
          at: .span(place(reference.range)), nextStep: nextStep,
          daemonMessage: "unsupported dictionary type: \(reference.type)")
      ]
    }
  }

  /// Tables whose file does not exist, or whose index is not made of what is in the file.
  private func tableProblems(
    _ parameter: Parameter, _ value: ArraySlice<UInt8>, place: (Range<Int>?) -> SourceSpan
  ) -> [Diagnostic] {
    guard [.restrictions, .maps, .matchList].contains(parameter.kind) else { return [] }
    return told(TableReference.all(in: value)) { reference in
      guard !reference.nameBytes.contains(ASCII.dollar), let path = reference.path,
        let problem = TableFileProblem(reference, TreePath(path), tree)
      else { return [] }
      return [problem.diagnostic(at: .span(place(reference.range)))]
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
