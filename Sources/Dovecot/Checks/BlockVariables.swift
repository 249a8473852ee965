internal import SettingsGraph
internal import SourceText

/// `inet_listener imap { ssl = %{foo} }`: the values of a block that is read before there is a user or a connection.
///
/// Only the environment, the system and the program itself are known then. The environment is taken to be empty, as it
/// is for a server that an init system starts (2.4.1: `doveconf -n`; from 2.4.2 on `doveconf -n -x` and the master
/// process for listeners).
struct BlockVariables {
  /// Blocks that doveconf itself asks for.
  static let lists = ["passdb", "userdb", "mailbox", "language"]
  /// Blocks that the master process asks for.
  static let listeners = ["inet_listener", "unix_listener", "fifo_listener"]
  /// What the master process reads once more for every listener; 2.4.1 leaves numbers and the like out.
  static let master = ["base_dir", "instance_name", "libexec_dir", "state_dir", "version_ignore"]

  let version: ProgramVersion

  private static let fields: [String: Set<String>] = [
    "system": ["cpu_count", "hostname", "os", "os-version"],
    "process": ["pid", "uid", "gid"],
    "dovecot": ["name", "version", "support-url", "support-email", "revision"],
  ]

  private static let functions: Set<String> = [
    "lookup", "literal", "calculate", "concat", "upper", "lower", "hash", "md5", "sha1", "sha256", "sha384", "sha512",
    "base64", "unbase64", "hex", "unhex", "hexlify", "unhexlify", "default", "reverse", "truncate", "substr", "ldap_dn",
    "if", "regexp", "lenumber", "benumber", "index", "username", "domain", "list", "lfill", "rfill", "text", "encrypt",
    "decrypt", "switch", "safe",
  ]

  /// `Unknown variable 'foo'`; nil where every variable is known, and for what is told of where it is written.
  func complaint(about text: [UInt8]) -> String? {
    guard case .variables(let variables) = VariableProgram.result(of: text, version) else { return nil }
    for variable in variables {
      if let complaint = Self.complaint(about: variable.name) { return complaint }
      if let unknown = variable.functions.first(where: { !Self.functions.contains($0) }) {
        return "No such function '\(unknown)'"
      }
    }
    return nil
  }

  private static func complaint(about name: String) -> String? {
    guard let colon = name.firstIndex(of: ":") else {
      return functions.contains(name) ? nil : "Unknown variable '\(name)'"
    }
    let (prefix, field) = (String(name[..<colon]), String(name[name.index(after: colon)...]))
    if prefix == "env" || prefix == "event" { return nil }
    guard let known = fields[prefix] else { return "Unsupported prefix '\(prefix)'" }
    return known.contains(field) ? nil : "\(prefix): Unsupported field '\(field)'"
  }

  /// The value with an empty environment; nil where the system or a function has a say in it.
  func expanded(_ text: [UInt8]) -> [UInt8]? {
    guard case .variables(let variables) = VariableProgram.result(of: text, version),
      variables.allSatisfy({ $0.name.hasPrefix("env:") && $0.functions.isEmpty })
    else { return nil }
    var value: [UInt8] = []
    var start = 0
    for variable in variables {
      value += text[start..<variable.range.lowerBound]
      start = variable.range.upperBound
    }
    return value + text[start...]
  }
}

extension Language2_4 {
  /// Whether every value of such blocks can be had.
  func checkVariables(of words: [String], _ state: inout ReadingState) -> Bool {
    var areKnown = true
    for block in blocks.blocks {
      guard case .list(let word, let name) = block.kind, words.contains(word.text) else { continue }
      if let complaint = complaint(aboutNameOf: block, state), let opened = block.opened {
        areKnown = false
        let daemonText = Self.failure(of: word, name, owner: word[...], complaint)
        refuse(daemonText, at: opened, isLeftToServer: BlockVariables.listeners.contains(word.text), &state)
      }
      for (setting, entry) in block.entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        guard let owner = state.catalogue.entry(at: setting)?.owner, Self.isRead(owner, by: word),
          let (complaint, id) = complaint(about: entry, of: setting, state), let span = state.graph[id].origin.span
        else { continue }
        areKnown = false
        let daemonText = Self.failure(of: word, name, owner: owner, complaint)
        refuse(daemonText, at: span, isLeftToServer: BlockVariables.listeners.contains(word.text), &state)
      }
    }
    return areKnown
  }

  /// `base_dir = %{foo}`: the first listener that nothing is written of is the one that is named.
  func checkMasterVariables(_ services: Services2_4, _ state: inout ReadingState) -> Bool {
    let isLeftToServer = state.version >= ProgramVersion(2, 4, 2)
    var areKnown = true
    for block in blocks.blocks where !(isLeftToServer && block.parent == nil) {
      for name in BlockVariables.master.map({ Array($0.utf8) }) {
        guard let entry = block.entries[name], let (complaint, id) = complaint(about: entry, of: name, state),
          let span = state.graph[id].origin.span
        else { continue }
        areKnown = false
        let daemonText =
          "Failed to get inet_listener \(services.firstNetworkListener): master settings: "
          + "Failed to parse configuration: \(complaint)"
        refuse(daemonText, at: span, isLeftToServer: true, &state)
      }
    }
    return areKnown
  }

  private static func failure(
    of word: [UInt8], _ name: [UInt8], owner: ArraySlice<UInt8>, _ complaint: String
  ) -> String {
    "Failed to get \(word.text) \(name.text): \(owner.text) settings (filter=\(word.text)/\(name.text)): "
      + "Failed to parse configuration: \(complaint)"
  }

  /// `language %{foo} {`: the name is the value of a setting too.
  private func complaint(aboutNameOf block: Block, _ state: ReadingState) -> String? {
    guard case .list(let word, let name) = block.kind, name.contains(ASCII.percent),
      let field = state.catalogue.entry(at: word)?.nameField, !field.isEmpty
    else { return nil }
    return complaint(about: name, of: Array(field), BlockVariables(version: state.version), state)
  }

  /// `passdb` is read with the settings of `auth_passdb`.
  private static func isRead(_ owner: ArraySlice<UInt8>, by word: [UInt8]) -> Bool {
    owner.elementsEqual(word) || owner.elementsEqual(Array("auth_".utf8) + word)
  }

  private func refuse(
    _ daemonText: String, at span: SourceSpan, isLeftToServer: Bool, _ state: inout ReadingState
  ) {
    let message = "The value is not known when it is needed."
    let nextStep = "Write the value itself, or a variable of the environment or the system."
    if isLeftToServer, state.version >= ProgramVersion(2, 4, 2) {
      state.refuseAtStart("variable-not-known", message, at: span, daemonText: daemonText, nextStep: nextStep)
    } else {
      state.refuseWhole("variable-not-known", message, at: span, daemonText: daemonText, nextStep: nextStep)
    }
  }

  private func complaint(
    about entry: Block.Entry, of name: [UInt8], _ state: ReadingState
  ) -> (String, AssignmentID)? {
    let variables = BlockVariables(version: state.version)
    switch entry {
    case .value(let id):
      return complaint(about: Array(state.nativeValue(of: id)), of: name, variables, state).map { ($0, id) }
    case .list(let list):
      // The keys of a list have variables from 2.4.2 on.
      guard state.version >= ProgramVersion(2, 4, 2), let id = list.assignments.last else { return nil }
      let complaint = list.elements.lazy.compactMap { variables.complaint(about: $0.key) }.first
      return complaint.map { ("Failed to expand \(name.text) list key variables: \($0)", id) }
    }
  }

  private func complaint(
    about value: [UInt8], of name: [UInt8], _ variables: BlockVariables, _ state: ReadingState
  ) -> String? {
    guard let entry = state.catalogue.entry(at: name), entry.type != .stringWithVariables else { return nil }
    if let complaint = variables.complaint(about: value) {
      return "Failed to expand \(name.text) setting variables: \(complaint)"
    }
    let isReference = state.version < ProgramVersion(2, 4, 2) && (value.contains("$ENV:") || value.contains("$SET:"))
    guard isReference || value.contains("%{"), let expanded = variables.expanded(value) else { return nil }
    do throws(TypeMismatch) {
      _ = try values.value(expanded[...], of: entry)
      return nil
    } catch {
      let origin = expanded == value ? "" : " (before expansion: \(value.text))"
      return "Invalid setting \(name.text)=\(expanded.text)\(origin): \(error.daemonText)"
    }
  }
}
