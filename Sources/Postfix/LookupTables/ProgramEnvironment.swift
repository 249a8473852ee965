internal import SourceText

/// `import_environment = MAIL_CONFIG TZ LANG=C`: what `environ:` sees in a program that master has started.
///
/// master keeps the variables that are named, sets those with a value and removes all others. Keys are folded to
/// lower case before they are looked up, so that a variable in upper case is never found (3.5 to 3.11, run).
package struct ProgramEnvironment: Sendable {
  private var settings: [[UInt8]: [UInt8]?] = [:]

  /// - Parameter list: the expanded value of `import_environment`.
  package init(importing list: ArraySlice<UInt8>) {
    for item in Tokens.split(list) {
      var text = list[item]
      if text.first == ASCII.leftBrace { text = text[Braced(text, trimming: true).content] }
      if let split = try? NameValue(splitting: text) {
        settings[Array(text[split.name])] = Array(text[split.value])
      } else {
        settings[Array(text)] = .some(nil)
      }
    }
  }

  func answer(to key: ArraySlice<UInt8>) -> TableAnswer {
    let name = key.map(ASCII.lowercased)
    switch settings[name] {
    case .some(.some(let value)): return .found(value)
    case .some(.none): return .unknown("the environment in which master was started: \(name.printable)")
    case nil: return .notFound
    }
  }
}
