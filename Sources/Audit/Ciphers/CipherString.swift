internal import SourceText

/// `ECDHE+AESGCM:HIGH:!aNULL:+kRSA:@STRENGTH:@SECLEVEL=1`: the suites that OpenSSL makes of a cipher string.
///
/// A word that the library does not know selects nothing and is no error. `DEFAULT` and `SUITEB128` count at the
/// beginning alone.
package struct CipherString: Sendable {
  /// In the order of preference; without those of TLS 1.3, which no string changes.
  package let suites: [CipherSuite]
  /// `@SECLEVEL=0`; nil where the string says nothing of it.
  package let securityLevel: Int?
  /// OpenSSL takes none of it: an unknown command or character, or no suite is left.
  package let isRefused: Bool

  package init(_ text: [UInt8], _ library: CipherLibrary) {
    var reader = CipherStringReader(library)
    let isValid = reader.read(text)
    suites = isValid ? reader.chain.suites : []
    securityLevel = reader.securityLevel
    isRefused = suites.isEmpty
  }
}

/// The steps of a cipher string, carried out one after the other.
struct CipherStringReader {
  private let library: CipherLibrary
  private(set) var chain: CipherChain
  private(set) var securityLevel: Int?

  private enum Operation { case add, remove, putLast, forbid, command }

  /// `kRSA+AES128-SHA`: what is selected, and whether the last part was the name of one suite.
  private enum Selection {
    case suites(Set<Int>)
    /// A part is not known, or the parts have nothing in common.
    case nothing
    /// A character that has no place in a string.
    case unreadable
  }

  init(_ library: CipherLibrary) {
    self.library = library
    chain = CipherChain(library)
  }

  /// - Returns: whether OpenSSL takes the string.
  mutating func read(_ text: [UInt8]) -> Bool {
    if let suiteB = Self.suiteB(text) { return readRules(Array(suiteB.utf8)[...]) }
    var rest = text[...]
    if rest.starts(with: "DEFAULT".utf8) {
      _ = readRules(Array("ALL:!COMPLEMENTOFDEFAULT:!eNULL".utf8)[...])
      rest = rest.dropFirst("DEFAULT".utf8.count)
      if rest.first == ASCII.colon { rest = rest.dropFirst() }
    }
    return readRules(rest)
  }

  /// RFC 6460; what follows the word does not count.
  private static func suiteB(_ text: [UInt8]) -> String? {
    let (small, large) = ("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384")
    let lists = [
      ("SUITEB128ONLY", small), ("SUITEB128C2", "\(small):\(large)"), ("SUITEB128", "\(small):\(large)"),
      ("SUITEB192", large),
    ]
    return lists.first { text.starts(with: $0.0.utf8) }?.1
  }

  private mutating func readRules(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    var isValid = true
    while let first = rest.first {
      if Self.separators.contains(first) {
        rest = rest.dropFirst()
        continue
      }
      let operation = Self.operations[first] ?? .add
      if operation != .add { rest = rest.dropFirst() }
      isValid = readRule(operation, &rest) && isValid
    }
    return isValid
  }

  private mutating func readRule(_ operation: Operation, _ rest: inout ArraySlice<UInt8>) -> Bool {
    if operation == .command {
      let word = Self.word(&rest)
      if word.isEmpty { rest = rest.dropFirst() }
      let isKnown = carryOut(command: word)
      Self.skipToSeparator(&rest)
      return isKnown
    }
    switch selection(&rest) {
    case .suites(let selected): carryOut(operation, selected)
    case .nothing: Self.skipToSeparator(&rest)
    case .unreadable:
      Self.skipToSeparator(&rest)
      return false
    }
    return true
  }

  // MARK: - Words

  private func selection(_ rest: inout ArraySlice<UInt8>) -> Selection {
    var parts: [[UInt8]] = []
    var selected: Set<Int>?
    while true {
      let word = Self.word(&rest)
      guard !word.isEmpty else {
        rest = rest.dropFirst()
        return .unreadable
      }
      let isLast = rest.first != ASCII.plus
      if !isLast { rest = rest.dropFirst() }
      parts.append(Array(word))
      guard let own = suites(word, isLast: isLast) else { return .nothing }
      selected = selected?.intersection(own) ?? own
      if selected?.isEmpty == true || Self.contradict(parts) { return isLast ? .suites([]) : .nothing }
      if isLast { return .suites(selected ?? []) }
    }
  }

  private func suites(_ word: ArraySlice<UInt8>, isLast: Bool) -> Set<Int>? {
    if let places = library.words[Array(word)] { return Set(places) }
    let name = word.text
    guard let place = library.suites.firstIndex(where: { $0.name == name || $0.standardName == name }) else {
      return nil
    }
    if isLast { return [place] }
    // Before a `+`, a suite stands for its algorithms.
    let suite = library.suites[place]
    return Set(
      library.suites.indices.filter { other in
        let other = library.suites[other]
        return (other.keyExchange, other.authentication, other.encryption, other.mac)
          == (suite.keyExchange, suite.authentication, suite.encryption, suite.mac)
      })
  }

  /// `HIGH+FIPS`: two words of one scale have nothing in common, although suites belong to both.
  private static func contradict(_ parts: [[UInt8]]) -> Bool {
    let grades = Set(["HIGH", "MEDIUM", "LOW", "FIPS"].map { Array($0.utf8) })
    return Set(parts.filter(grades.contains)).count > 1
  }

  // MARK: - Steps

  private mutating func carryOut(_ operation: Operation, _ selected: Set<Int>) {
    switch operation {
    case .add: chain.add(selected)
    case .remove: chain.remove(selected)
    case .putLast: chain.putLast(selected)
    case .forbid: chain.forbid(selected)
    case .command: break
    }
  }

  private mutating func carryOut(command word: ArraySlice<UInt8>) -> Bool {
    if word.elementsEqual("STRENGTH".utf8) {
      chain.sortByStrength()
      return true
    }
    guard word.count == 10, word.starts(with: "SECLEVEL=".utf8), let level = word.last.map({ Int($0) - 48 }),
      (0...5).contains(level)
    else { return false }
    securityLevel = level
    return true
  }

  // MARK: - Characters

  private static let separators: Set<UInt8> = Set(": ;,".utf8)
  private static let operations: [UInt8: Operation] = [
    UInt8(ascii: "-"): .remove, UInt8(ascii: "+"): .putLast, UInt8(ascii: "!"): .forbid, UInt8(ascii: "@"): .command,
  ]

  private static func word(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let word = rest.prefix { ASCII.isLetter($0) || ASCII.isDigit($0) || "-.=_".utf8.contains($0) }
    rest = rest.dropFirst(word.count)
    return word
  }

  private static func skipToSeparator(_ rest: inout ArraySlice<UInt8>) {
    rest = rest.drop { !separators.contains($0) }
  }
}
