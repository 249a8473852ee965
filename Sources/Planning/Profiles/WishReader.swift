internal import SettingsGraph
internal import SourceText

extension Wish {
  /// The wishes of a change: `[[change.set]]`, `add`, `remove`, `service` and `close`, in this order.
  static func all(of table: inout TableReader, _ terms: ProfileTerms) throws(DocumentError) -> [Wish] {
    var wishes: [Wish] = []
    for reader in try table.tables("set") { wishes.append(.setting(try SettingWish(reader, terms))) }
    for reader in try table.tables("add") { wishes.append(.element(try ElementWish(addition: reader, terms))) }
    for reader in try table.tables("remove") { wishes.append(.withoutElement(try ElementWish(removal: reader, terms))) }
    for reader in try table.tables("service") { wishes.append(.service(try ServiceWish(reader, terms))) }
    for reader in try table.tables("close") { wishes.append(.closedPort(try ClosedPortWish(reader, terms))) }
    return wishes
  }
}

extension SettingWish {
  fileprivate init(_ reader: TableReader, _ terms: ProfileTerms) throws(DocumentError) {
    var table = reader
    daemon = try table.daemon()
    setting = try table.string("setting")
    value = try table.template("value", terms)
    versions = try table.versions()
    accepts = try table.templates("accepts", terms)
    replaces = try table.templates("replaces", terms)
    isExplicit = try table.boolean("explicit")
    scope = try WishScope(&table, daemon, terms)
    try table.refuseUnknownKeys()
  }
}

extension WishScope {
  fileprivate init(
    _ table: inout TableReader, _ daemon: DaemonName, _ terms: ProfileTerms
  ) throws(DocumentError) {
    protocolName = try table.optionalString("protocol")
    remote = try table.optionalTemplate("remote", terms)
    service = try table.optionalTemplate("service", terms)
    let isPostfix = daemon.rawValue == "postfix"
    if isPostfix, let key = protocolName != nil ? "protocol" : remote != nil ? "remote" : nil {
      throw table.error(key, "Postfix has no scope '\(key)'", nextStep: "Scope it to a service of master.cf.")
    }
    if !isPostfix, service != nil {
      throw table.error("service", "Dovecot has no such scope", nextStep: "Scope it by protocol and remote.")
    }
    if let service, service.utf8.count(where: { $0 == ASCII.slash }) != 1 {
      throw table.error("service", "'\(service)' is no service", nextStep: "Write NAME/TYPE, submission/inet.")
    }
    if let remote, Template(remote).names.isEmpty, (try? Self.networks.value(remote))?.first != remote {
      throw table.error("remote", "'\(remote)' is no network", nextStep: "Write 192.0.2.0/24, or {{parameter}}.")
    }
  }

  private static let networks = Parameter(
    name: "remote", kind: .networks, title: "", choices: [], defaultValue: nil)
}

extension ElementWish {
  fileprivate init(addition reader: TableReader, _ terms: ProfileTerms) throws(DocumentError) {
    var table = reader
    self.init(
      daemon: try table.daemon(), setting: try table.string("setting"), element: try table.template("element", terms),
      versions: try table.versions(), before: try table.templates("before", terms),
      start: try table.templates("start", terms))
    try table.refuseUnknownKeys()
  }

  fileprivate init(removal reader: TableReader, _ terms: ProfileTerms) throws(DocumentError) {
    var table = reader
    self.init(
      daemon: DaemonName(rawValue: "postfix"), setting: try table.string("parameter"),
      element: try table.template("element", terms), versions: try table.versions(), before: [], start: [])
    try table.refuseUnknownKeys()
  }
}

extension ClosedPortWish {
  fileprivate init(_ reader: TableReader, _ terms: ProfileTerms) throws(DocumentError) {
    var table = reader
    daemon = try table.daemon()
    guard daemon.rawValue == "dovecot" else {
      throw table.error("daemon", "only Dovecot's listeners can be closed", nextStep: "Write daemon = \"dovecot\".")
    }
    let text = try table.optionalScalar("port")
    guard let text, !Template(text).names.isEmpty || Int(text) != nil else {
      throw table.error("port", "a port is missing", nextStep: "Write port = 587.")
    }
    port = text
    try table.refuseUnknownKeys()
  }
}

extension ServiceWish {
  fileprivate init(_ reader: TableReader, _ terms: ProfileTerms) throws(DocumentError) {
    var table = reader
    self.init(
      name: try table.template("name", terms), type: try table.string("type"), command: try table.string("command"),
      options: try Self.options("options", &table, terms), required: try Self.options("requires", &table, terms))
    try table.refuseUnknownKeys()
  }

  private static func options(
    _ key: String, _ table: inout TableReader, _ terms: ProfileTerms
  ) throws(DocumentError) -> [ServiceOptionWish] {
    var options: [ServiceOptionWish] = []
    for text in try table.templates(key, terms) {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw table.error(key, "'\(text)' is no option", nextStep: "Write name=value.")
      }
      options.append(
        ServiceOptionWish(name: String(text[..<equals]), value: String(text[text.index(after: equals)...])))
    }
    return options
  }
}

extension TableReader {
  // MARK: - Words of profiles

  mutating func daemon() throws(DocumentError) -> DaemonName {
    let name = try string("daemon")
    guard ["dovecot", "postfix"].contains(name) else {
      throw error(
        "daemon", "'\(name)' is no daemon",
        nextStep: TableReader.hint(name, ["dovecot", "postfix"]) ?? "Write dovecot or postfix.")
    }
    return DaemonName(rawValue: name)
  }

  mutating func versions() throws(DocumentError) -> VersionRange {
    guard let text = try optionalString("version") else { return .all }
    guard let range = VersionRange(text) else {
      throw error("version", "'\(text)' is no range of versions", nextStep: "Write 2.3, >=3.6 or <3.6.")
    }
    return range
  }

  /// Letters, digits and hyphens.
  mutating func identifier(_ key: String) throws(DocumentError) -> String {
    let text = try string(key)
    guard !text.isEmpty, text.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen }) else {
      throw error(key, "'\(text)' is no \(key)", nextStep: "Use letters, digits and hyphens.")
    }
    return text
  }

  // MARK: - Text with parameters in it

  mutating func template(_ key: String, _ terms: ProfileTerms) throws(DocumentError) -> String {
    try checked(key, try string(key), terms)
  }

  mutating func optionalTemplate(_ key: String, _ terms: ProfileTerms) throws(DocumentError) -> String? {
    guard let text = try optionalString(key) else { return nil }
    return try checked(key, text, terms)
  }

  mutating func templates(_ key: String, _ terms: ProfileTerms) throws(DocumentError) -> [String] {
    let texts = try strings(key)
    for text in texts { _ = try checked(key, text, terms) }
    return texts
  }

  private func checked(_ key: String, _ text: String, _ terms: ProfileTerms) throws(DocumentError) -> String {
    for name in Template(text).names where !terms.parameters.contains(where: { $0.name == name }) {
      throw noParameter(key, name, terms)
    }
    return text
  }

  func noParameter(_ key: String, _ name: String, _ terms: ProfileTerms) -> DocumentError {
    error(
      key, "there is no parameter '\(name)'",
      nextStep: TableReader.hint(name, terms.parameters.map(\.name)) ?? "Declare it in a [[parameter]] table.")
  }
}
