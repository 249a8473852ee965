internal import SourceText

/// Where the value of `$name` comes from.
package protocol MacroScope {
  /// The unexpanded value, or nil where the name has none. An undefined name expands to nothing without a message.
  func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>?
  /// Whether the value of a referenced parameter is left as it is (raw parameters under `postconf -x` of 3.11).
  func isLeftAlone(_ name: ArraySlice<UInt8>) -> Bool
}

extension MacroScope {
  package func isLeftAlone(_ name: ArraySlice<UInt8>) -> Bool { false }
}

/// `$myhostname ESMTP ${mail_name}` becomes text, as `mac_expand` does it.
///
/// `?` and `:` test the *unexpanded* value. Nesting is bounded as in Postfix (100 calls); size and number of steps are
/// bounded too, since a few lines that double each other ask for more memory than there is.
package struct MacroExpander<Scope: MacroScope> {
  private let scope: Scope
  private let dialect: MacroDialect
  private var result: [UInt8] = []
  private var steps = 0
  /// Off inside comparisons and functions, where every value is expanded.
  private var leavesAlone = true

  package init(_ scope: Scope, dialect: MacroDialect) {
    self.scope = scope
    self.dialect = dialect
  }

  package static func expand(
    _ text: ArraySlice<UInt8>, in scope: Scope, dialect: MacroDialect
  ) throws(MacroError) -> ArraySlice<UInt8> {
    guard text.contains(ASCII.dollar) else { return text }
    var expander = MacroExpander(scope, dialect: dialect)
    try expander.expand(text, depth: 0)
    return expander.result[...]
  }

  private mutating func expand(_ text: ArraySlice<UInt8>, depth: Int) throws(MacroError) {
    var tokens = MacroTokens(text)
    while let token = try tokens.next() {
      steps += 1
      guard steps <= MacroBounds.steps, result.count <= MacroBounds.size else { throw .tooLarge }
      switch token {
      case .literal(let literal): result += literal
      case .dollar: result.append(ASCII.dollar)
      case .name(let name):
        guard depth <= MacroBounds.nesting else { throw .nesting(name.printable) }
        try expand(name: name, depth: depth + 1)
      case .expression(let body):
        guard depth <= MacroBounds.nesting else { throw .nesting(body.printable) }
        try expand(try MacroExpression(body, dialect: dialect), depth: depth + 1)
      }
    }
  }

  private mutating func expand(_ expression: MacroExpression, depth: Int) throws(MacroError) {
    switch expression.subject {
    case .name(let name):
      if expression.isConditional {
        try expandBranch(of: expression, isTrue: scope.value(of: name)?.isEmpty == false, depth: depth)
      } else {
        try expand(name: name, depth: depth)
      }
    case .relation(let relation):
      let isTrue = try holds(relation, depth: depth)
      if expression.isConditional {
        try expandBranch(of: expression, isTrue: isTrue, depth: depth)
      } else if isTrue {
        result += Array("true".utf8)
      }
    case .function(let name, let argument):
      try expandFunction(name, argument, depth: depth)
    }
  }

  private mutating func expand(name: ArraySlice<UInt8>, depth: Int) throws(MacroError) {
    guard let value = scope.value(of: name) else { return }
    if !value.contains(ASCII.dollar) || leavesAlone && scope.isLeftAlone(name) {
      result += value
    } else {
      try expand(value, depth: depth)
    }
  }

  /// `domain_to_ascii` and `domain_to_utf8`; inside the braces raw parameters are expanded like others.
  private mutating func expandFunction(
    _ name: ArraySlice<UInt8>, _ argument: ArraySlice<UInt8>, depth: Int
  ) throws(MacroError) {
    guard let function = MacroFunction(name) else {
      throw .unknownFunction(name: name.printable, argument: argument.printable)
    }
    let (outer, wasLeavingAlone) = (result, leavesAlone)
    (result, leavesAlone) = ([], false)
    defer { (result, leavesAlone) = (outer + result, wasLeavingAlone) }
    try expand(argument, depth: depth)
    let converted =
      switch function {
      case .domainToASCII: InternationalDomain.ascii(result[...])
      case .domainToUTF8: InternationalDomain.utf8(result[...])
      }
    guard let converted else { throw .badDomain(function: name.printable, argument: result.printable) }
    result = converted
  }

  private mutating func expandBranch(of expression: MacroExpression, isTrue: Bool, depth: Int) throws(MacroError) {
    let branches = try expression.branches()
    guard let branch = isTrue ? branches.whenTrue : branches.whenFalse else { return }
    try expand(branch, depth: depth)
  }

  /// Numbers where both sides are digits, `level` versions, else byte order.
  private mutating func holds(_ relation: MacroRelation, depth: Int) throws(MacroError) -> Bool {
    let left = try operand(relation.left, depth: depth)
    let right = try operand(relation.right, depth: depth)
    if relation.comparesLevels {
      guard let a = CompatibilityLevel(left) else { throw .badLevel(left.printable) }
      guard let b = CompatibilityLevel(right) else { throw .badLevel(right.printable) }
      return relation.comparison.holds(a == b ? 0 : a < b ? -1 : 1)
    }
    if Self.isNumber(left), Self.isNumber(right) {
      guard let a = Int(left.text) else { throw .badConversion(left.printable) }
      guard let b = Int(right.text) else { throw .badConversion(right.printable) }
      return relation.comparison.holds(a == b ? 0 : a < b ? -1 : 1)
    }
    return relation.comparison.holds(left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1)
  }

  private mutating func operand(_ text: ArraySlice<UInt8>, depth: Int) throws(MacroError) -> [UInt8] {
    let (outer, wasLeavingAlone) = (result, leavesAlone)
    (result, leavesAlone) = ([], false)
    defer { (result, leavesAlone) = (outer, wasLeavingAlone) }
    try expand(text, depth: depth)
    return result
  }

  private static func isNumber(_ text: [UInt8]) -> Bool { !text.isEmpty && text.allSatisfy(ASCII.isDigit) }
}

extension MacroRelation.Operator {
  /// Whether the comparison holds for the sign of left minus right.
  func holds(_ sign: Int) -> Bool {
    switch self {
    case .equal: sign == 0
    case .notEqual: sign != 0
    case .less: sign < 0
    case .lessOrEqual: sign <= 0
    case .greaterOrEqual: sign >= 0
    case .greater: sign > 0
    }
  }
}

/// The bounds of an expansion.
package enum MacroBounds {
  /// Postfix' own.
  static let nesting = 100
  static let size = 64 << 20
  static let steps = 1_000_000
}
