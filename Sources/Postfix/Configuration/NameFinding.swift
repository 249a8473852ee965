internal import SourceText

/// `unused parameter: smtpd_helo_restriction=reject`, one thing that postconf says about a name or a value.
package struct NameFinding: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case unused(name: String, value: String, advice: String?)
    case deprecated(name: String, advice: String)
    case undefined(name: String)
    case readOnly(name: String, value: String)
    case macro(MacroError)
    /// Up to 3.7 the message names the file without its directory.
    case braces(String, namesPath: Bool)
    /// `#` behind other text in a list.
    case comment(String)
    case clientUnreadable(type: String, path: String, reason: String)
    case clientUnused(String)
    case clientFault(String)
  }

  package enum Place: Sendable, Equatable, Hashable {
    /// The winning assignment of a name in main.cf; a default where there is none.
    case main(name: ArraySlice<UInt8>)
    case option(service: String, name: ArraySlice<UInt8>)

    var file: String {
      switch self {
      case .main: "main.cf"
      case .option: "master.cf"
      }
    }
  }

  package let kind: Kind
  package let place: Place

  /// Whether the name has no future, or had none.
  var isDeprecation: Bool {
    switch kind {
    case .deprecated, .unused(_, _, advice: .some): true
    default: false
    }
  }

  var isMacro: Bool { if case .macro = kind { true } else { false } }

  init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }

  /// postconf's words behind `postconf: warning: `, for files in `directory`.
  package func message(in directory: String) -> String {
    let file = "\(directory)/\(place.file)"
    switch kind {
    case .unused(let name, _, .some(let advice)):
      return "\(file): support for parameter \(name) has been removed; instead, \(advice)"
    case .unused(let name, let value, nil): return "\(file): unused parameter: \(name)=\(value)"
    case .deprecated(let name, let advice):
      return "\(file): support for parameter \"\(name)\" will be removed; instead, \(advice)"
    case .undefined(let name): return "\(file): undefined parameter: \(name)"
    case .readOnly(let name, let value): return "\(file): read-only parameter assignment: \(name)=\(value)"
    case .macro(let error): return error.message
    case .braces(let fault, let namesPath):
      let blamed = namesPath ? file : place.file
      if case .option(let service, _) = place { return "\(blamed):\(service.utf8.printable): \(fault)" }
      return "\(blamed): \(fault)"
    case .comment(let rest): return "\(file): #comment after other text is not allowed: \(rest)..."
    case .clientUnreadable(let type, let path, let reason):
      return "open \"\(type)\" configuration \"\(path)\": \(reason)"
    case .clientUnused(let words), .clientFault(let words): return words
    }
  }
}
