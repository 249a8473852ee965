internal import MailServer
internal import Postfix
internal import SourceText

/// Values written into main.cf.
struct PostfixWriting {
  let configuration: PostfixConfiguration
  let server: MailServer

  /// The last assignment of the parameter gets the value; where there is none, a line is added.
  func edits(_ parameter: String, _ value: String) -> [SourceEdit]? {
    guard let main = configuration.main, let file = configuration.mainFile else { return nil }
    let value = Array(value.utf8)
    let edits: [TextEdit]?
    if let entry = main.entries(named: parameter.utf8).last {
      edits = try? main.replacingValue(of: entry, with: value)
    } else {
      edits = try? main.adding(parameter, value: value)
    }
    return edits.map { $0.map { SourceEdit($0, of: file, in: server) } }
  }
}

/// Two spellings of one value.
enum PostfixValue {
  /// `permit_sasl_authenticated, reject` is `permit_sasl_authenticated,reject`.
  static func isSame(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>, of parameter: String) -> Bool {
    guard parameter.hasSuffix("_restrictions") || parameter == "mynetworks" else { return a.elementsEqual(b) }
    return elements(Array(a)[...]) == elements(Array(b)[...])
  }

  private static func elements(_ value: ArraySlice<UInt8>) -> [[UInt8]] {
    Tokens.split(value).map { Array(value[$0]) }
  }
}

extension PostfixConfiguration {
  /// The enabled service by its name, or by its port where the name is only another word for it (`587` for
  /// `submission`).
  func service(_ name: String, type: String) -> Service? {
    let port = Service.portNumber(of: name)
    return services.first { service in
      guard service.isEnabled, service.type == type else { return false }
      return service.name == "\(name)/\(type)" || (service.host == nil && port != nil && service.portNumber == port)
    }
  }

  /// `587/inet` for `submission/inet`, where that is what master.cf calls it.
  func serviceName(_ name: String) -> String? {
    let parts = name.split(separator: "/").map(String.init)
    guard parts.count == 2 else { return nil }
    return service(parts[0], type: parts[1])?.name
  }
}
