internal import SettingsGraph
internal import SourceText

extension Profile {
  /// The format that this version reads; a profile names it in its first key.
  static let format = "dovetrail/profile/1"

  /// Reads a profile from TOML.
  ///
  /// - Throws: `DocumentError` with the file, the line and what was expected; unknown keys are errors.
  package init(_ bytes: [UInt8], path: String) throws(DocumentError) {
    let source = TOMLSource(path: path, bytes: bytes)
    var table = TableReader(try TOMLNode.document(bytes, path: path), name: "", of: source)
    let format = try table.string("format")
    guard format == Profile.format else {
      throw table.error("format", "format is '\(format)'", nextStep: "This version reads '\(Profile.format)'.")
    }
    name = try table.string("name")
    title = try table.string("title")
    audience = try table.string("audience")
    limits = try table.strings("limits")
    sources = try table.strings("sources")
    var changes: [ProfileChange] = []
    for changeTable in try table.tables("change") {
      let change = try ProfileChange(changeTable)
      guard !changes.contains(where: { $0.id == change.id }) else {
        throw changeTable.error("id", "the id '\(change.id)' stands twice", nextStep: "Give every change its own id.")
      }
      if let unknown = change.needs.first(where: { id in !changes.contains { $0.id == id } }) {
        throw changeTable.error(
          "needs", "there is no change '\(unknown)' above this one", nextStep: "Name changes that stand above it.")
      }
      changes.append(change)
    }
    self.changes = changes
    try table.refuseUnknownKeys()
  }
}

extension ProfileChange {
  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    id = try table.string("id")
    guard !id.isEmpty, id.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen }) else {
      throw table.error("id", "'\(id)' is no id", nextStep: "Use letters, digits and hyphens.")
    }
    title = try table.string("title")
    reason = try table.string("reason")
    risk = try table.choice("risk")
    weakens = try table.strings("weakens")
    needs = try table.strings("needs")
    alternative = try table.optionalString("alternative")
    verification = try table.optionalString("verification")
    let settings = try table.tables("set")
    let removals = try table.tables("remove")
    let services = try table.tables("service")
    try table.refuseUnknownKeys()
    switch (settings.isEmpty, removals.count, services.count) {
    case (false, 0, 0): wish = try Wish(settings: settings)
    case (true, 1, 0): wish = try Wish(removal: removals[0])
    case (true, 0, 1): wish = try Wish(service: services[0])
    default:
      throw table.error(
        "id", "a change has exactly one wish",
        nextStep: "Write one of [[change.set]], [change.remove] and [change.service].")
    }
  }
}

extension Wish {
  fileprivate init(settings: [TableReader]) throws(DocumentError) {
    var daemon: DaemonName?
    var alternatives: [SettingWish] = []
    for reader in settings {
      var table = reader
      let name = try table.string("daemon")
      guard ["dovecot", "postfix"].contains(name), daemon == nil || daemon?.rawValue == name else {
        throw table.error(
          "daemon", "'\(name)' does not fit", nextStep: "Write dovecot or postfix, one for all alternatives.")
      }
      daemon = DaemonName(rawValue: name)
      alternatives.append(
        SettingWish(
          setting: try table.string("setting"), value: try table.string("value"),
          versionLine: try table.optionalString("version"), replaces: try table.strings("replaces")))
      try table.refuseUnknownKeys()
    }
    self = .setting(daemon ?? DaemonName(rawValue: "dovecot"), alternatives)
  }

  fileprivate init(removal reader: TableReader) throws(DocumentError) {
    var table = reader
    self = .withoutElement(parameter: try table.string("parameter"), element: try table.string("element"))
    try table.refuseUnknownKeys()
  }

  fileprivate init(service reader: TableReader) throws(DocumentError) {
    var table = reader
    let options = try Self.options("options", &table)
    let required = try Self.options("requires", &table)
    self = .service(
      ServiceWish(
        name: try table.string("name"), type: try table.string("type"), command: try table.string("command"),
        options: options, required: required))
    try table.refuseUnknownKeys()
  }

  private static func options(_ key: String, _ table: inout TableReader) throws(DocumentError) -> [ServiceOptionWish] {
    var options: [ServiceOptionWish] = []
    for text in try table.strings(key) {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw table.error(key, "'\(text)' is no option", nextStep: "Write name=value.")
      }
      options.append(
        ServiceOptionWish(name: String(text[..<equals]), value: String(text[text.index(after: equals)...])))
    }
    return options
  }
}
