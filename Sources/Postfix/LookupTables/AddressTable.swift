package import SourceText

/// `192.0.2.0/24 REJECT`: a cidr: table. The first rule that holds the address counts; `!` negates within its family.
package struct AddressTable: Sendable {
  private struct Rule: Sendable {
    enum Action: Sendable {
      case result(ArraySlice<UInt8>)
      /// Where the block ends: the number of its endif, or of the rule behind the last.
      case block(end: Int)
      case endif
    }

    let network: AddressPattern?
    let isNegated: Bool
    var action: Action
    let line: Int
  }

  private var rules: [Rule] = []
  private var openBlocks: [(rule: Int, line: TableLine)] = []
  package private(set) var problems = TableProblems()
  /// 3.5 says no more than that a pattern with a mask is wrong.
  private let isTerse: Bool

  init(_ lines: some Sequence<TableLine>, name: String, isTerse: Bool = false) {
    self.isTerse = isTerse
    for line in lines {
      do throws(TableFault) { try read(line) } catch {
        let prefix = "cidr map \(name), line \(line.number)"
        problems.add(
          TableProblem(
            message: "\(prefix): \(error.message): skipping this rule", line: line.number, range: line.range))
      }
    }
    for block in openBlocks.reversed() {
      problems.add(
        TableProblem(
          message: "cidr map \(name), line \(block.line.number): IF has no matching ENDIF", line: block.line.number,
          range: block.line.range))
      rules[block.rule].action = .block(end: rules.count)
    }
    openBlocks = []
  }

  private mutating func read(_ line: TableLine) throws(TableFault) {
    if let rest = PatternRule.keyword("if", line.text) {
      let (isNegated, text) = PatternRule.negation(rest)
      guard !text.isEmpty else { throw TableFault("no address pattern") }
      let network = try AddressPattern(text.trimmingSpace(), isTerse: isTerse)
      openBlocks.append((rules.count, line))
      rules.append(Rule(network: network, isNegated: isNegated, action: .block(end: 0), line: line.number))
    } else if let rest = PatternRule.keyword("endif", line.text) {
      guard rest.allSatisfy(ASCII.isSpace) else { throw TableFault("garbage after ENDIF") }
      guard let block = openBlocks.popLast() else { throw TableFault("ENDIF without IF") }
      rules[block.rule].action = .block(end: rules.count)
      rules.append(Rule(network: nil, isNegated: false, action: .endif, line: line.number))
    } else {
      let (isNegated, text) = PatternRule.negation(line.text)
      let pattern = text.prefix { !ASCII.isSpace($0) }
      guard !pattern.isEmpty else { throw TableFault("no address pattern") }
      let network = try AddressPattern(pattern, isTerse: isTerse)
      let value = text[pattern.endIndex...].trimmingSpace()
      guard !value.isEmpty else { throw TableFault("no lookup result") }
      rules.append(Rule(network: network, isNegated: isNegated, action: .result(value), line: line.number))
    }
  }

  /// - Complexity: O(*n*) in the rules.
  func lookUp(_ key: ArraySlice<UInt8>) -> TableFinding {
    guard let address = IPAddress(key) else { return TableFinding(.notFound) }
    var index = 0
    while index < rules.count {
      let rule = rules[index]
      let isSameFamily = rule.network?.isIPv6 == address.isIPv6
      let holds = isSameFamily && (rule.network?.contains(address) ?? false) != rule.isNegated
      switch rule.action {
      case .result(let value): if holds { return TableFinding(.found(Array(value)), line: rule.line) }
      case .block(let end): if !holds { index = end }
      case .endif: break
      }
      index += 1
    }
    return TableFinding(.notFound)
  }
}

/// `192.0.2.0/24`, `[2001:db8::]/32`, `192.0.2.7`: a network, or one address.
package struct AddressPattern: Sendable {
  /// The first bytes of the address, and how many of their bits count.
  private let bits: AddressBits
  private let length: UInt8
  package let isIPv6: Bool

  /// Throws the words with which Postfix refuses it; host bits must be zero.
  package init(_ text: ArraySlice<UInt8>) throws(TableFault) { try self.init(text, isTerse: false) }

  init(_ text: ArraySlice<UInt8>, isTerse: Bool) throws(TableFault) {
    let (address, mask) = try Self.split(text)
    guard let mask else {
      guard let parsed = IPAddress(address) else {
        throw TableFault("bad address pattern: \"\(address.printable)\"")
      }
      (bits, length, isIPv6) = (AddressBits(parsed), UInt8(parsed.bytes.count * 8), parsed.isIPv6)
      return
    }
    let whole = "\"\(address.printable)/\(mask.printable)\""
    let bad = { (words: String) in TableFault(isTerse ? "bad net/mask pattern: \(whole)" : "\(words) in \(whole)") }
    guard !mask.isEmpty, mask.allSatisfy(ASCII.isDigit) else { throw bad("bad mask value") }
    guard let length = Int(mask.text), length <= (address.contains(ASCII.colon) ? 128 : 32) else {
      throw bad("bad mask length")
    }
    guard let parsed = IPAddress(address) else { throw bad("bad network value") }
    let masked = Self.masked(parsed.bytes, length)
    guard masked == parsed.bytes else {
      let instead = "\(IPAddress(bytes: masked).text)/\(length)"
      throw TableFault("non-null host address bits in \(whole), perhaps you should use \"\(instead)\" instead")
    }
    (bits, self.length, isIPv6) = (AddressBits(parsed), UInt8(length), parsed.isIPv6)
  }

  /// `addr/len`, `[addr/len]`, `[addr]/len`.
  private static func split(
    _ text: ArraySlice<UInt8>
  ) throws(TableFault) -> (address: ArraySlice<UInt8>, mask: ArraySlice<UInt8>?) {
    var address = text
    var behind: ArraySlice<UInt8>?
    if text.first == ASCII.leftBracket {
      let inner = text.dropFirst()
      guard let close = inner.firstIndex(of: ASCII.rightBracket) else {
        throw TableFault("missing ']' character after \"[\(inner.printable)\"")
      }
      address = inner[..<close]
      behind = inner[(close + 1)...]
      guard behind?.first == ASCII.slash || behind?.isEmpty == true else {
        throw TableFault("garbage after \"[\(address.printable)]\"")
      }
    }
    if let behind, behind.first == ASCII.slash { return (address, behind.dropFirst()) }
    guard let slash = address.firstIndex(of: ASCII.slash) else { return (address, nil) }
    return (address[..<slash], address[(slash + 1)...])
  }

  private static func masked(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
    bytes.indices.map { bytes[$0] & mask(of: length, at: $0) }
  }

  /// The byte at `index` of the mask that keeps `length` bits.
  private static func mask(of length: Int, at index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: 0xFF00 >> min(8, max(0, length - index * 8)))
  }

  package func contains(_ address: IPAddress) -> Bool {
    address.isIPv6 == isIPv6 && AddressBits(address).agree(with: bits, upTo: Int(length))
  }
}

/// An address as two numbers; one of IPv4 is the start of the first. A hundred thousand lie in one stretch.
private struct AddressBits: Sendable {
  private let high: UInt64
  private let low: UInt64

  init(_ address: IPAddress) {
    var (high, low): (UInt64, UInt64) = (0, 0)
    for (index, byte) in address.bytes.enumerated() {
      let shifted = UInt64(byte) << UInt64(56 - 8 * (index % 8))
      if index < 8 { high |= shifted } else { low |= shifted }
    }
    (self.high, self.low) = (high, low)
  }

  func agree(with other: AddressBits, upTo length: Int) -> Bool {
    // A shift by the whole width gives 0: none of the bits counts.
    (high ^ other.high) & ~(UInt64.max >> UInt64(min(length, 64))) == 0
      && (low ^ other.low) & ~(UInt64.max >> UInt64(max(0, length - 64))) == 0
  }
}
