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
  package private(set) var problems: [TableProblem] = []

  init(_ lines: [TableLine], name: String) {
    for line in lines {
      do throws(TableFault) { try read(line) } catch {
        let message = "cidr map \(name), line \(line.number): \(error.message): skipping this rule"
        problems.append(TableProblem(message: message, line: line.number, range: line.range))
      }
    }
    for block in openBlocks.reversed() {
      let message = "cidr map \(name), line \(block.line.number): IF has no matching ENDIF"
      problems.append(TableProblem(message: message, line: block.line.number, range: block.line.range))
      rules[block.rule].action = .block(end: rules.count)
    }
  }

  private mutating func read(_ line: TableLine) throws(TableFault) {
    if let rest = PatternRule.keyword("if", line.text) {
      let (isNegated, text) = PatternRule.negation(rest)
      guard !text.isEmpty else { throw TableFault("no address pattern") }
      let network = try AddressPattern(text.trimmingSpace())
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
      let network = try AddressPattern(pattern)
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
  private let network: [UInt8]
  private let length: Int

  package var isIPv6: Bool { network.count == 16 }

  /// Throws the words with which Postfix refuses it; host bits must be zero.
  package init(_ text: ArraySlice<UInt8>) throws(TableFault) {
    let (address, mask) = try Self.split(text)
    guard let mask else {
      guard let parsed = IPAddress(address) else {
        throw TableFault("bad address pattern: \"\(address.printable)\"")
      }
      (network, length) = (parsed.bytes, parsed.bytes.count * 8)
      return
    }
    let whole = "\"\(address.printable)/\(mask.printable)\""
    guard !mask.isEmpty, mask.allSatisfy(ASCII.isDigit) else { throw TableFault("bad mask value in \(whole)") }
    let bits = address.contains(ASCII.colon) ? 128 : 32
    guard let length = Int(mask.text), length <= bits else { throw TableFault("bad mask length in \(whole)") }
    guard let parsed = IPAddress(address) else { throw TableFault("bad network value in \(whole)") }
    let masked = Self.masked(parsed.bytes, length)
    guard masked == parsed.bytes else {
      let instead = "\(IPAddress(bytes: masked).text)/\(length)"
      throw TableFault("non-null host address bits in \(whole), perhaps you should use \"\(instead)\" instead")
    }
    (network, self.length) = (masked, length)
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
    guard address.bytes.count == network.count else { return false }
    return network.indices.allSatisfy { address.bytes[$0] & Self.mask(of: length, at: $0) == network[$0] }
  }
}
