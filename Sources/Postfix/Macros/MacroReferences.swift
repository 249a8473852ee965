internal import SourceText

/// `${a?$b}` mentions `a` and `b`: every name that a text refers to, in branches taken or not, one level deep.
package struct MacroReferences: Sendable {
  package private(set) var names: [ArraySlice<UInt8>] = []
  /// The first error; names before it are kept, as `postconf` keeps them.
  package private(set) var error: MacroError?

  package init(in text: ArraySlice<UInt8>, dialect: MacroDialect) {
    guard text.contains(ASCII.dollar) else { return }
    do throws(MacroError) { try scan(text, dialect, depth: 0) } catch { self.error = error }
  }

  private mutating func scan(_ text: ArraySlice<UInt8>, _ dialect: MacroDialect, depth: Int) throws(MacroError) {
    var tokens = MacroTokens(text)
    while let token = try tokens.next() {
      guard case .expression(let body) = token else { continue }
      guard depth <= MacroBounds.nesting else { throw .nesting(body.printable) }
      let expression = try MacroExpression(body, dialect: dialect)
      switch expression.subject {
      case .name(let name): names.append(name)
      case .relation(let relation):
        try scan(relation.left, dialect, depth: depth + 1)
        try scan(relation.right, dialect, depth: depth + 1)
      case .function(_, let argument): try scan(argument, dialect, depth: depth + 1)
      }
      if let whenTrue = expression.whenTrue { try scan(whenTrue, dialect, depth: depth + 1) }
      if let whenFalse = expression.whenFalse { try scan(whenFalse, dialect, depth: depth + 1) }
    }
  }
}
