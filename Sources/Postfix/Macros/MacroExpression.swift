internal import SourceText

/// `name`, `name?{yes}:{no}`, `{$a} == {b} ? {yes} : {no}`: the body of `${…}`, taken apart.
struct MacroExpression {
  enum Subject {
    case name(ArraySlice<UInt8>)
    case relation(MacroRelation)
    /// `${function{argument}}`, 3.11.
    case function(name: ArraySlice<UInt8>, argument: ArraySlice<UInt8>)
  }

  let subject: Subject
  /// `?{yes}:{no}` and the like: what stands behind the subject.
  private let condition: ArraySlice<UInt8>

  /// Whether `?` or `:` follows; without them the subject's own value is the result.
  var isConditional: Bool { !condition.isEmpty }

  /// Takes the subject apart; Postfix has looked it up before it looks at what follows.
  init(_ body: ArraySlice<UInt8>, dialect: MacroDialect) throws(MacroError) {
    var rest = body.drop(while: Tokens.isBlank)
    if rest.first == ASCII.leftBrace {
      subject = .relation(try MacroRelation(&rest, dialect: dialect))
      condition = rest
      return
    }
    let name = rest.prefix(while: MacroTokens.isNameByte)
    rest = rest[name.endIndex...].drop(while: Tokens.isBlank)
    if dialect.hasFunctions, rest.first == ASCII.leftBrace {
      let argument = try Self.braced(&rest).trimmingSpace()
      guard rest.isEmpty else { throw .unexpectedInput(behind: argument.printable, at: rest.prefix(20).printable) }
      subject = .function(name: name, argument: argument)
    } else if let next = rest.first, next != ASCII.question, next != ASCII.colon {
      throw .badName(before: body[..<name.endIndex].printable, at: body[name.endIndex...].prefix(20).printable)
    } else {
      subject = .name(name)
    }
    condition = rest
  }

  struct Branches {
    var whenTrue: ArraySlice<UInt8>?
    var whenFalse: ArraySlice<UInt8>?
  }

  /// `?{yes}:{no}`, `?text`, `:{no}`, `:text`; without braces the text goes to the end.
  func branches() throws(MacroError) -> Branches {
    var branches = Branches()
    var rest = condition
    guard let mark = rest.first else { return branches }
    guard mark == ASCII.question || mark == ASCII.colon else {
      throw .conditionalExpected(at: rest.prefix(20).printable)
    }
    if mark == ASCII.question {
      rest = rest.dropFirst()
      let result = try Self.operand(&rest)
      branches.whenTrue = result
      guard let next = rest.first else { return branches }
      guard next == ASCII.colon else { throw .colonExpected(behind: result.printable, at: rest.prefix(20).printable) }
    }
    rest = rest.dropFirst()
    let whenFalse = try Self.operand(&rest)
    guard rest.isEmpty else { throw .unexpectedInput(behind: whenFalse.printable, at: rest.prefix(20).printable) }
    branches.whenFalse = whenFalse
    return branches
  }

  private static func operand(_ rest: inout ArraySlice<UInt8>) throws(MacroError) -> ArraySlice<UInt8> {
    let start = rest.drop(while: Tokens.isBlank)
    guard start.first == ASCII.leftBrace else {
      defer { rest = rest[rest.endIndex...] }
      return rest
    }
    rest = start
    return try braced(&rest)
  }

  /// What stands inside the pair of braces that `rest` begins with; blanks behind it are skipped.
  static func braced(_ rest: inout ArraySlice<UInt8>) throws(MacroError) -> ArraySlice<UInt8> {
    var level = 0
    for index in rest.indices {
      if rest[index] == ASCII.leftBrace { level += 1 }
      if rest[index] == ASCII.rightBrace {
        level -= 1
        if level == 0 {
          let content = rest[(rest.startIndex + 1)..<index]
          rest = rest[(index + 1)...].drop(while: Tokens.isBlank)
          return content
        }
      }
    }
    throw .unbalanced(rest.printable)
  }
}

/// `${domain_to_ascii{argument}}`: the named functions of 3.11.
enum MacroFunction: String, CaseIterable {
  case domainToASCII = "domain_to_ascii"
  case domainToUTF8 = "domain_to_utf8"

  init?(_ name: ArraySlice<UInt8>) {
    guard let function = Self.allCases.first(where: { name.elementsEqual($0.rawValue.utf8) }) else { return nil }
    self = function
  }
}

/// `{$compatibility_level} <level {3.6}`: a comparison.
struct MacroRelation {
  enum Operator: String, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case greater = ">"
  }

  let left: ArraySlice<UInt8>
  let comparison: Operator
  /// `<level` compares dotted versions (3.6 and later).
  let comparesLevels: Bool
  let right: ArraySlice<UInt8>

  private static let operatorBytes = Array("<>!=?+-*/~&|%".utf8)

  init(_ rest: inout ArraySlice<UInt8>, dialect: MacroDialect) throws(MacroError) {
    let left = try MacroExpression.braced(&rest)
    let symbol = rest.prefix { Self.operatorBytes.contains($0) }
    guard let comparison = Operator.allCases.first(where: { symbol.elementsEqual($0.rawValue.utf8) }) else {
      throw .operatorExpected(left: left.printable, at: rest.prefix(20).printable)
    }
    let behind = rest[symbol.endIndex...]
    let suffix = dialect.hasLevels ? behind.prefix(while: ASCII.isAlphanumeric) : behind.prefix(0)
    guard suffix.isEmpty || suffix.elementsEqual("level") else {
      throw .badSuffix(operator: symbol.printable, suffix: suffix.printable)
    }
    rest = rest[suffix.endIndex...].drop(while: Tokens.isBlank)
    guard rest.first == ASCII.leftBrace else {
      let at = behind[suffix.endIndex...].prefix(20).printable
      throw .operandExpected(left: left.printable, operator: symbol.printable, at: at)
    }
    (self.left, self.comparison, comparesLevels) = (left, comparison, !suffix.isEmpty)
    right = try MacroExpression.braced(&rest)
  }
}

/// What differs between the versions: `<level` came with 3.6, named functions with 3.11.
package struct MacroDialect: Sendable, Equatable {
  package let hasLevels: Bool
  package let hasFunctions: Bool

  package init(hasLevels: Bool = true, hasFunctions: Bool = false) {
    self.hasLevels = hasLevels
    self.hasFunctions = hasFunctions
  }
}
