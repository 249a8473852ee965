internal import SettingsGraph
internal import SourceText

/// The value of every parameter as one program sees it: main.cf over the built-in defaults, before any `-o`.
package struct ParameterValues: Sendable {
  package let catalogue: ParameterCatalogue
  package let dialect: MacroDialect
  let host: HostFacts
  /// The last assignment of each name in main.cf, and `config_directory`, which the program sets before it reads.
  let assigned: AssignedValues
  /// The same without names that only the program itself sets: it forgets these once it has computed its defaults.
  let explicit: AssignedValues
  /// Names that master.cf makes parameters, with their defaults.
  private(set) var serviceDefaults = NamedValues<ArraySlice<UInt8>>()
  /// Whether the name of an entry of main.cf is built-in, by the number of the entry: asked again and again.
  private var isBuiltInEntry: [Bool] = []
  private let directory: [UInt8]

  init(
    main: MainCf?, master: MasterCf?, catalogue: ParameterCatalogue, version: ProgramVersion, host: HostFacts,
    directory: [UInt8]
  ) {
    self.catalogue = catalogue
    dialect = MacroDialect(hasLevels: version >= ProgramVersion(3, 6), hasFunctions: version >= ProgramVersion(3, 11))
    self.host = host
    self.directory = directory
    assigned = AssignedValues(main, preset: [Array("config_directory".utf8)[...]: directory[...]])
    explicit = AssignedValues(main, forgetting: { catalogue[$0]?.isReadOnly == true })
    for entry in master?.entries ?? [] {
      for parameter in ServiceParameters.of(service: entry.service, command: entry.command.text)
      where !catalogue.contains(parameter.name) {
        // Two services of one name make the same parameters; pipe and spawn add one.
        serviceDefaults.add(parameter.defaultText[...], named: parameter.name[...]) { first, _ in first }
      }
    }
    if let main { isBuiltInEntry = main.entries.map { isBuiltIn(main.name(of: $0)) } }
  }

  /// Whether some Postfix program knows the name by itself, or because of a service in master.cf.
  package func isBuiltIn(_ name: ArraySlice<UInt8>) -> Bool {
    catalogue.contains(name) || serviceDefaults[name] != nil
  }

  /// The same for the name of an entry of main.cf.
  func isBuiltIn(entry number: Int) -> Bool { isBuiltInEntry[number] }

  /// The unexpanded value: explicit, or the default.
  package func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    explicit.value(of: name) ?? defaultText(of: name)
  }

  /// The built-in default, unexpanded.
  package func defaultText(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    if let parameter = catalogue[name] {
      return computedText(of: parameter) ?? parameter.defaultText
    }
    return serviceDefaults[name]
  }

  private func computedText(of parameter: Parameter) -> ArraySlice<UInt8>? {
    let computed = ComputedDefaults(host)
    switch parameter.name.text {
    case "config_directory": return directory[...]
    case "process_name": return Array("postconf".utf8)[...]
    case "myhostname": return computed.myhostname(mydomain: explicitExpanded("mydomain"))[...]
    case "mydomain":
      let name = explicitExpanded("myhostname") ?? computed.myhostname(mydomain: explicitExpanded("mydomain"))[...]
      return computed.mydomain(myhostname: name)[...]
    case "process_id": return Array(String(host.processID).utf8)[...]
    case "mynetworks": return (try? mynetworks())?[...] ?? []
    default: return nil
    }
  }

  private func mynetworks() throws(MachineFault) -> [UInt8] {
    let style = try explicitOrDefault("mynetworks_style")
    let interfaces = try explicitOrDefault("inet_interfaces")
    let protocols = try explicitOrDefault("inet_protocols")
    return try ComputedDefaults(host).mynetworks(style: style, interfaces: interfaces, protocols: protocols)
  }

  /// The value of main.cf expanded by main.cf alone, or the default expanded by everything.
  private func explicitOrDefault(_ name: String) throws(MachineFault) -> ArraySlice<UInt8> {
    let bytes = Array(name.utf8)[...]
    do throws(MacroError) {
      if let text = explicit.value(of: bytes) {
        return try MacroExpander.expand(text, in: assigned, dialect: dialect)
      }
      // `compatibility_level = $mynetworks`: what is being computed would need itself; postconf crashes (3.5 to 3.11).
      let own = Array("mynetworks".utf8)[...]
      let scope = ServiceScope(self, options: [own: explicit.value(of: own) ?? Array("$mynetworks".utf8)[...]])
      return try MacroExpander.expand(catalogue[bytes]?.defaultText ?? [], in: scope, dialect: dialect)
    } catch {
      let message = isExplicit(name) ? error.fatalMessage(inDictionary: "mail_dict") : error.fatalMessage
      throw MachineFault(parameter: name, message: message, warning: error.message)
    }
  }

  private func isExplicit(_ name: String) -> Bool { explicit.contains(Array(name.utf8)[...]) }

  /// A wrong macro in a value that a computed default needs; only main.cf itself expands it.
  private func lookupFault(_ name: String) -> MachineFault? {
    guard let text = explicit.value(of: Array(name.utf8)[...]) else { return nil }
    do throws(MacroError) {
      _ = try MacroExpander.expand(text, in: assigned, dialect: dialect)
      return nil
    } catch {
      return MachineFault(
        parameter: name, message: error.fatalMessage(inDictionary: "mail_dict"), warning: error.message)
    }
  }

  /// Why `myhostname`, `mydomain` or `mynetworks` cannot be computed although main.cf does not set it.
  var machineFault: MachineFault? { machineFaults.first }

  /// Every such reason: which one a program meets first changes from run to run.
  var machineFaults: [MachineFault] {
    var faults: [MachineFault] = []
    for (name, unset) in [("myhostname", "mydomain"), ("mydomain", "myhostname")] where !isExplicit(unset) {
      if name == "mydomain", host.hostName.contains(".") { continue }
      faults += lookupFault(name).map { [$0] } ?? []
    }
    guard !isExplicit("mynetworks") else { return faults }
    do throws(MachineFault) {
      _ = try mynetworks()
      return faults
    } catch {
      return faults + [error]
    }
  }

  private func explicitExpanded(_ name: String) -> ArraySlice<UInt8>? {
    // Only what main.cf itself says, expanded by what main.cf itself says (`mail_conf_lookup_eval`).
    explicit.value(of: Array(name.utf8)[...]).flatMap { value in
      try? MacroExpander.expand(value, in: assigned, dialect: dialect)
    }
  }

  /// The value of one parameter with its macros expanded; nil where it has none or a macro is wrong.
  package func expandedValue(of name: String) -> ArraySlice<UInt8>? {
    let bytes = Array(name.utf8)[...]
    return value(of: bytes).flatMap { try? MacroExpander.expand($0, in: ServiceScope(self), dialect: dialect) }
  }

  /// The value of `smtpd_restriction_classes` as a set of names.
  package var restrictionClasses: Set<[UInt8]> {
    guard let list = explicitExpanded("smtpd_restriction_classes") else { return [] }
    return Set(Tokens.split(list, bracing: false).map { Array(list[$0]) })
  }
}

/// The names that a macro can mention in the process of one service: its `-o` options, main.cf, the defaults.
package struct ServiceScope: MacroScope {
  private let values: ParameterValues
  private let options: [ArraySlice<UInt8>: ArraySlice<UInt8>]
  private let leavesRawAlone: Bool

  package init(
    _ values: ParameterValues, options: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:], leavesRawAlone: Bool = false
  ) {
    self.values = values
    self.options = options
    self.leavesRawAlone = leavesRawAlone
  }

  package func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? { options[name] ?? values.value(of: name) }

  package func isLeftAlone(_ name: ArraySlice<UInt8>) -> Bool {
    leavesRawAlone && values.catalogue[name]?.type == .raw
  }
}
