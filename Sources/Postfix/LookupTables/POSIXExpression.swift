internal import Glibc
internal import SourceText

/// `/^(a|ab)(c|bcd)$/ $1`: an expression of a regexp: table, as the C library compiles it and matches with it.
///
/// The C library is the one that Postfix asks too, so its words and its captures are those of Postfix. It knows no limits:
/// what could take it long, or much memory, is not given to it. Nothing stays compiled between two questions. All that
/// is unsafe about regular expressions of the C library is in this file.
struct POSIXExpression: Sendable {
  private let pattern: ArraySlice<UInt8>
  private let flags: Int32
  private let cost: Int
  /// The number of `(…)`.
  let captureCount: Int

  /// - Throws: the words with which Postfix skips the rule.
  /// - Returns: nil for an expression that may be too costly, and for one with back references, which always may be.
  init?(_ pattern: ArraySlice<UInt8>, flags: ArraySlice<UInt8>) throws(TableFault) {
    // Each flag toggles: extended and caseless to begin with.
    var options = REG_EXTENDED | REG_ICASE
    for flag in flags {
      switch flag {
      case UInt8(ascii: "i"): options ^= REG_ICASE
      case UInt8(ascii: "x"): options ^= REG_EXTENDED
      case UInt8(ascii: "m"): options ^= REG_NEWLINE
      default: continue
      }
    }
    let visible = pattern.prefix { $0 != ASCII.null }
    guard let cost = ExpressionCost(of: visible, isExtended: options & REG_EXTENDED != 0).total else { return nil }
    (self.pattern, self.flags, self.cost) = (visible, options, cost)
    var compiled = unsafe regex_t()
    let status = unsafe regcomp(&compiled, Self.text(visible), options)
    guard status == 0 else { throw TableFault(Self.message(status)) }
    captureCount = Int(unsafe compiled.re_nsub)
    unsafe regfree(&compiled)
  }

  /// C's form, with the NUL at its end.
  private static func text(_ bytes: some Collection<UInt8>) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  private static func message(_ status: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    let size = unsafe regerror(status, nil, &buffer, buffer.count)
    return buffer.prefix(min(size, buffer.count)).prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.text
  }

  /// Work for one key that the C library is given: the expression's own times the length of the key.
  private static let maximumWork = 2_000_000

  enum Answer { case match([Range<Int>?]), noMatch, tooCostly }

  /// The whole match and each capture; nil for a capture that took no part.
  func answer(to key: [UInt8]) -> Answer {
    guard cost * (key.count + 1) <= Self.maximumWork else { return .tooCostly }
    var compiled = unsafe regex_t()
    guard unsafe regcomp(&compiled, Self.text(pattern), flags) == 0 else { return .noMatch }
    defer { unsafe regfree(&compiled) }
    var found = [regmatch_t](repeating: regmatch_t(rm_so: -1, rm_eo: -1), count: captureCount + 1)
    guard unsafe regexec(&compiled, Self.text(key.prefix { $0 != ASCII.null }), found.count, &found, 0) == 0 else {
      return .noMatch
    }
    return .match(found.map { $0.rm_so < 0 ? nil : Int($0.rm_so)..<max(Int($0.rm_so), Int($0.rm_eo)) })
  }
}

/// `((a{9}){9}){9}` has 729 letters once it is written out, as the C library does.
struct ExpressionCost {
  /// Nil where it is too much.
  private(set) var total: Int?

  private static let maximum = 20_000
  /// What may be left out or chosen: the C library's memory grows with its square.
  private static let maximumChoices = 1_000
  private static let maximumNesting = 100

  private var isExtended: Bool
  /// The groups that are open: what stands in each so far, and the last of it, which an operator repeats.
  private var groups: [(sum: Int, last: Int)] = [(0, 0)]
  private var choices = 0
  private var isTooMuch = false

  init(of text: ArraySlice<UInt8>, isExtended: Bool) {
    self.isExtended = isExtended
    guard text.count <= Self.maximum else { return }
    var index = text.startIndex
    while index < text.endIndex, !isTooMuch { read(text, &index) }
    while groups.count > 1 { close() }
    let sum = groups[0].sum + groups[0].last
    if !isTooMuch, sum <= Self.maximum, choices <= Self.maximumChoices { total = sum + 1 }
  }

  private mutating func read(_ text: ArraySlice<UInt8>, _ index: inout Int) {
    var byte = text[index]
    var isOperator = isExtended
    index += 1
    if byte == ASCII.backslash, index < text.endIndex {
      byte = text[index]
      index += 1
      // What has a meaning with a backslash in one syntax has it without in the other.
      isOperator = !isExtended
      if UInt8(ascii: "1")...UInt8(ascii: "9") ~= byte { isTooMuch = true }
      if !isOperator || !"(){}+?|".utf8.contains(byte) { return add(1) }
    }
    switch byte {
    case ASCII.leftBracket: skipBracket(text, &index)
    case ASCII.asterisk: `repeat`(1)
    case ASCII.leftParenthesis where isOperator: open()
    case ASCII.rightParenthesis where isOperator: close()
    case ASCII.plus, ASCII.question: isOperator ? `repeat`(2) : add(1)
    case UInt8(ascii: "|") where isOperator: `repeat`(1)
    case ASCII.leftBrace where isOperator: readInterval(text, &index)
    default: add(1)
    }
  }

  private mutating func add(_ cost: Int) {
    groups[groups.count - 1] = (groups[groups.count - 1].sum + groups[groups.count - 1].last, cost)
  }

  private mutating func `repeat`(_ count: Int) {
    let last = groups.count - 1
    groups[last].last = min(groups[last].last * count + 1, Self.maximum + 1)
    choices += max(1, groups[last].last)
    if groups[last].last > Self.maximum { isTooMuch = true }
  }

  private mutating func open() {
    groups.append((0, 0))
    if groups.count > Self.maximumNesting { isTooMuch = true }
  }

  private mutating func close() {
    guard groups.count > 1, let group = groups.popLast() else { return }
    add(min(group.sum + group.last + 2, Self.maximum + 1))
  }

  /// `{2}`, `{2,}`, `{,3}`, `{2,3}`: the greatest number in it; a text that is none costs little.
  private mutating func readInterval(_ text: ArraySlice<UInt8>, _ index: inout Int) {
    let body = text[index...].prefix { ASCII.isDigit($0) || $0 == ASCII.comma }
    let numbers = body.split(separator: ASCII.comma).map { Int($0.text) ?? .max }
    index = body.endIndex
    `repeat`(min(numbers.max() ?? 1, Self.maximum) + 1)
  }

  /// `[]a-z[:digit:]]`
  private mutating func skipBracket(_ text: ArraySlice<UInt8>, _ index: inout Int) {
    if index < text.endIndex, text[index] == UInt8(ascii: "^") { index += 1 }
    if index < text.endIndex, text[index] == ASCII.rightBracket { index += 1 }
    while index < text.endIndex, text[index] != ASCII.rightBracket {
      let next = index + 1
      if text[index] == ASCII.leftBracket, next < text.endIndex, ":.=".utf8.contains(text[next]) {
        let mark = text[next]
        index = next + 1
        while index + 1 < text.endIndex, text[index] != mark || text[index + 1] != ASCII.rightBracket { index += 1 }
        index += 1
      }
      index += 1
    }
    index = min(index + 1, text.endIndex)
    add(4)
  }
}
