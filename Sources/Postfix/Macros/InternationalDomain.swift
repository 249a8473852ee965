internal import SourceText

/// `${domain_to_ascii{münchen.example}}` is `xn--mnchen-3ya.example`, and `domain_to_utf8` the way back (3.11).
///
/// Postfix asks ICU for UTS 46 without transitional rules, then wants a host name. A text in plain ASCII is the ASCII
/// form as it is; a text with other bytes is the UTF-8 form as it is (3.11.7, run).
enum InternationalDomain {
  /// No host name is longer, however many ignorable characters are in it.
  private static let maximumLength = 4096
  /// ICU's own bound, a byte less than that of a host name.
  private static let maximumDomain = 253
  private static let prefix = "xn--".utf8

  /// Nil where Postfix says `bad domain argument`.
  static func ascii(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.isEmpty, text.count <= maximumLength || text.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard text.contains(where: { $0 >= 0x80 }) else { return Array(text) }
    guard let string = String(validating: text, as: UTF8.self),
      let mapped = DomainMapping.mapped(string.unicodeScalars.lazy.map(\.value))
    else { return nil }
    var labels: [[UInt8]] = []
    for label in mapped.split(separator: 0x2E, omittingEmptySubsequences: false) {
      guard let encoded = ascii(label: Array(label)) else { return nil }
      labels.append(encoded)
    }
    let domain = Array(labels.joined(separator: [ASCII.dot]))
    return domain.count <= maximumDomain && HostName.isValid(domain) ? domain : nil
  }

  /// Nil where Postfix says `bad domain argument`: a label that is empty, or that begins with `xn--` and encodes
  /// nothing, or nothing that is a label.
  static func utf8(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.isEmpty else { return nil }
    guard text.allSatisfy({ $0 < 0x80 }) else { return Array(text) }
    let lower = text.map(ASCII.lowercased)
    guard HostName.isValid(lower), lower.count <= maximumDomain else { return nil }
    var labels: [[UInt8]] = []
    for label in lower.split(separator: ASCII.dot, omittingEmptySubsequences: false) {
      let characters = label.map { UInt32($0) }
      guard label.starts(with: prefix) else {
        guard isLabel(characters) else { return nil }
        labels.append(Array(label))
        continue
      }
      guard let decoded = decoded(characters) else { return nil }
      labels.append(decoded.flatMap { Unicode.Scalar($0).map { Array(String($0).utf8) } ?? [] })
    }
    return Array(labels.joined(separator: [ASCII.dot]))
  }

  /// One label, already mapped.
  private static func ascii(label: [UInt32]) -> [UInt8]? {
    let isASCII = label.allSatisfy { $0 < 0x80 }
    if label.starts(with: prefix.map { UInt32($0) }) {
      return isASCII && decoded(label) != nil ? label.map { UInt8($0) } : nil
    }
    guard label.count <= 63, isLabel(label) else { return nil }
    return isASCII ? label.map { UInt8($0) } : Array(prefix) + Punycode.encoded(label)
  }

  /// What a label with `xn--` stands for: a label that is mapped already, and not one in ASCII.
  private static func decoded(_ label: [UInt32]) -> [UInt32]? {
    let bytes = label.map { UInt8(truncatingIfNeeded: $0) }
    guard label.count <= 63, let decoded = Punycode.decoded(bytes.dropFirst(4))?.map(\.value),
      decoded.contains(where: { $0 >= 0x80 }), !decoded.contains(0x2E), isLabel(decoded),
      DomainMapping.mapped(decoded) == decoded, Punycode.encoded(decoded).elementsEqual(bytes.dropFirst(4))
    else { return nil }
    return decoded
  }

  /// No mark and no hyphen at the start, none at the end, and not two where `xn--` has them. ICU counts as UTF-16 does.
  private static func isLabel(_ label: [UInt32]) -> Bool {
    guard let first = label.first, let last = label.last else { return true }
    let start = label.prefix(4).flatMap { $0 > 0xFFFF ? [$0, $0] : [$0] }
    let hasReservedHyphens = start.count >= 4 && start[2] == 0x2D && start[3] == 0x2D
    return first != 0x2D && last != 0x2D && !hasReservedHyphens && !CharacterTable.known.isMark(first)
  }
}
