internal import SourceText

/// `${a?$b}` mentions `a` and `b`: every name that a text refers to, in branches taken or not, one level deep.
///
/// An expression that is wrong ends what is looked at, but not the search for the next `$`: a `$` further on that names
/// nothing is told as well, up to the next pair of brackets (`mac_parse` of 3.5.25 and 3.7.11).
package struct MacroReferences: Sendable {
  package private(set) var names: [ArraySlice<UInt8>] = []
  /// In the order in which `postconf` tells them; names before the first are kept, as it keeps them.
  package private(set) var errors: [MacroError] = []

  package init(in text: ArraySlice<UInt8>, dialect: MacroDialect) {
    guard text.contains(ASCII.dollar) else { return }
    scan(text, dialect, depth: 0)
  }

  private mutating func scan(_ text: ArraySlice<UInt8>, _ dialect: MacroDialect, depth: Int) {
    var tokens = MacroTokens(text)
    do throws(MacroError) {
      while let token = try tokens.next() {
        switch token {
        case .literal, .dollar: continue
        case .name(let name):
          guard errors.isEmpty else { continue }
          guard depth <= MacroBounds.nesting else { throw .nesting(name.printable) }
          names.append(name)
        case .expression(let body):
          guard errors.isEmpty else { return }
          guard depth <= MacroBounds.nesting else { throw .nesting(body.printable) }
          scan(expression: body, dialect, depth: depth)
        }
      }
    } catch {
      if case .emptyName = error, tokens.isBracketed, !errors.isEmpty { return }
      errors.append(error)
    }
  }

  private mutating func scan(expression body: ArraySlice<UInt8>, _ dialect: MacroDialect, depth: Int) {
    do throws(MacroError) {
      let expression = try MacroExpression(body, dialect: dialect)
      switch expression.subject {
      case .name(let name): names.append(name)
      case .relation(let relation): scan([relation.left, relation.right], dialect, depth: depth + 1)
      case .function(let name, let argument):
        guard MacroFunction(name) != nil else {
          throw .unknownFunction(name: name.printable, argument: argument.printable)
        }
        scan([argument], dialect, depth: depth + 1)
      }
      guard errors.isEmpty else { return }
      let branches = try expression.branches()
      scan([branches.whenTrue, branches.whenFalse].compactMap { $0 }, dialect, depth: depth + 1)
    } catch {
      errors.append(error)
    }
  }

  private mutating func scan(_ texts: [ArraySlice<UInt8>], _ dialect: MacroDialect, depth: Int) {
    for text in texts where errors.isEmpty { scan(text, dialect, depth: depth) }
  }
}
