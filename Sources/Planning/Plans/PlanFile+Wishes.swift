internal import SettingsGraph
internal import SourceText

/// `[[change.set]]`: a wish in a plan is written as in a profile, with the values of parameters filled in.
extension Wish {
  func write(to toml: inout TOMLWriter, in table: String) {
    switch self {
    case .setting(let wish):
      toml.arrayTable("\(table).set")
      wish.write(to: &toml)
    case .element(let wish):
      toml.arrayTable("\(table).add")
      wish.write(to: &toml)
    case .withoutElement(let wish):
      toml.arrayTable("\(table).remove")
      toml.field("parameter", wish.setting)
      toml.field("element", wish.element)
      wish.versions.write(to: &toml)
    case .service(let wish):
      toml.arrayTable("\(table).service")
      wish.write(to: &toml)
    case .closedPort(let wish):
      toml.arrayTable("\(table).close")
      toml.field("daemon", wish.daemon.rawValue)
      toml.field("port", wish.port)
    }
  }
}

extension SettingWish {
  fileprivate func write(to toml: inout TOMLWriter) {
    toml.field("daemon", daemon.rawValue)
    toml.field("setting", setting)
    toml.field("value", value)
    versions.write(to: &toml)
    if let name = scope.protocolName { toml.field("protocol", name) }
    if let remote = scope.remote { toml.field("remote", remote) }
    if let service = scope.service { toml.field("service", service) }
    if !accepts.isEmpty { toml.field("accepts", accepts) }
    if !replaces.isEmpty { toml.field("replaces", replaces) }
    if isExplicit { toml.field("explicit", true) }
  }
}

extension ElementWish {
  fileprivate func write(to toml: inout TOMLWriter) {
    toml.field("daemon", daemon.rawValue)
    toml.field("setting", setting)
    toml.field("element", element)
    versions.write(to: &toml)
    if !before.isEmpty { toml.field("before", before) }
    if !start.isEmpty { toml.field("start", start) }
  }
}

extension ServiceWish {
  fileprivate func write(to toml: inout TOMLWriter) {
    toml.field("name", name)
    toml.field("type", type)
    toml.field("command", command)
    toml.field("options", options.map { "\($0.name)=\($0.value)" })
    if !required.isEmpty { toml.field("requires", required.map { "\($0.name)=\($0.value)" }) }
  }
}

extension VersionRange {
  fileprivate func write(to toml: inout TOMLWriter) {
    if !text.isEmpty { toml.field("version", text) }
  }
}

extension Plan.Reading {
  func write(to toml: inout TOMLWriter) {
    toml.table("reading")
    toml.field("style", style.rawValue)
    toml.field("dovecot", dovecotFile)
    if let dovecotVersion { toml.field("dovecot-version", dovecotVersion) }
    toml.field("postfix", postfixDirectory)
    if let postfixVersion { toml.field("postfix-version", postfixVersion) }
  }

  init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    self.init(
      style: try table.choice("style"), dovecotFile: try table.string("dovecot"),
      postfixDirectory: try table.string("postfix"), dovecotVersion: try table.optionalString("dovecot-version"),
      postfixVersion: try table.optionalString("postfix-version"))
    try table.refuseUnknownKeys()
  }
}
