internal import SourceText

/// `zen.example=127.0.0.[2..11]*3`, an element of `postscreen_dnsbl_sites`: domain, filter of answers, weight.
///
/// postscreen ends when it starts with one that it cannot read (3.5.25 and 3.10.13, run).
struct BlockListSite {
  let domain: ArraySlice<UInt8>
  let filter: ArraySlice<UInt8>?
  let weight: Int

  /// Throws the words with which postscreen ends.
  init(_ text: ArraySlice<UInt8>) throws(TableFault) {
    let whole = text.printable
    var rest = text
    if let star = rest.firstIndex(of: ASCII.asterisk) {
      let factor = rest[(star + 1)...]
      guard let weight = Self.number(factor) else {
        throw TableFault("bad DNSBL weight factor \"\(factor.printable)\" in \"\(whole)\"")
      }
      self.weight = weight
      rest = rest[..<star]
    } else {
      weight = 1
    }
    if let equals = rest.firstIndex(of: ASCII.equals) {
      let filter = rest[(equals + 1)...]
      try Self.check(filter)
      self.filter = filter
      rest = rest[..<equals]
    } else {
      filter = nil
    }
    domain = rest
    guard HostName.isValid(domain) else {
      throw TableFault("bad DNSBL domain name \"\(domain.printable)\" in \"\(whole)\"")
    }
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Int? {
    let digits = text.first == ASCII.hyphen || text.first == ASCII.plus ? text.dropFirst() : text
    guard !digits.isEmpty, digits.allSatisfy(ASCII.isDigit), let number = Int(digits.text), number <= Int32.max else {
      return nil
    }
    return text.first == ASCII.hyphen ? -number : number
  }

  /// Four fields with dots between, each a number or `[1;3..5]`.
  private static func check(_ pattern: ArraySlice<UInt8>) throws(TableFault) {
    func fault(_ words: String, _ lower: Int, _ upper: Int) -> TableFault {
      let (before, after) = (pattern[..<lower].printable, pattern[upper...].printable)
      return TableFault(
        "bad DNSBL filter syntax: \(words) at \"\(before)>\(pattern[lower..<upper].printable)<\(after)\"")
    }
    func number(from start: Int, _ alternative: String) throws(TableFault) -> (value: Int, end: Int) {
      let digits = pattern[start...].prefix(while: ASCII.isDigit)
      guard let value = Int(digits.text), value <= 255 else {
        let end = digits.isEmpty ? min(start + 1, pattern.endIndex) : digits.endIndex
        throw fault("need decimal number 0..255\(alternative)", start, end)
      }
      return (value, digits.endIndex)
    }
    guard !pattern.isEmpty else { throw TableFault("bad DNSBL filter syntax: empty address pattern") }
    var index = pattern.startIndex
    for field in 0..<4 {
      if field > 0 {
        guard index < pattern.endIndex, pattern[index] == ASCII.dot else {
          throw fault("need \".\"", index, min(index + 1, pattern.endIndex))
        }
        index += 1
      }
      guard index < pattern.endIndex, pattern[index] == ASCII.leftBracket else {
        index = try number(from: index, " or \"[\"").end
        continue
      }
      repeat {
        let first = try number(from: index + 1, "")
        index = first.end
        guard pattern[index...].starts(with: "..".utf8) else { continue }
        let start = index + 2
        let digits = pattern[start...].prefix(while: ASCII.isDigit)
        guard let last = Int(digits.text), (first.value...255).contains(last) else {
          throw fault("numeric range error", start, digits.isEmpty ? min(start + 1, pattern.endIndex) : digits.endIndex)
        }
        index = digits.endIndex
      } while index < pattern.endIndex && pattern[index] == ASCII.semicolon
      guard index < pattern.endIndex, pattern[index] == ASCII.rightBracket else {
        throw fault("need \";\" or \"]\"", index, min(index + 1, pattern.endIndex))
      }
      index += 1
    }
    guard index == pattern.endIndex else { throw fault("garbage after pattern", index, index + 1) }
  }
}
