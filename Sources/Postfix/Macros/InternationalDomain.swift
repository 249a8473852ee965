internal import SourceText

/// `${domain_to_ascii{münchen.example}}` is `xn--mnchen-3ya.example`, and `domain_to_utf8` the way back (3.11).
///
/// Postfix asks ICU for UTS 46 without transitional rules, then wants a host name. A text in plain ASCII is the ASCII
/// form as it is; a text with other bytes is the UTF-8 form as it is (3.11.7, run).
enum InternationalDomain {
  /// No host name is longer, however many ignorable characters are in it.
  private static let maximumLength = 4096

  /// Nil where Postfix says `bad domain argument`.
  static func ascii(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.isEmpty, text.count <= maximumLength || text.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard text.contains(where: { $0 >= 0x80 }) else { return Array(text) }
    guard let string = String(validating: text, as: UTF8.self), let mapped = DomainMapping.mapped(string.unicodeScalars)
    else { return nil }
    var labels: [[UInt8]] = []
    for label in mapped.split(separator: ".", omittingEmptySubsequences: false) {
      guard let encoded = encoded(Array(label)) else { return nil }
      labels.append(encoded)
    }
    let domain = Array(labels.joined(separator: [ASCII.dot]))
    return HostName.isValid(domain) ? domain : nil
  }

  /// Nil where Postfix says `bad domain argument`: a label that is empty, or that begins with `xn--` and encodes
  /// nothing, or nothing that is a label.
  static func utf8(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.isEmpty else { return nil }
    guard text.allSatisfy({ $0 < 0x80 }) else { return Array(text) }
    let lower = text.map(ASCII.lowercased)
    guard HostName.isValid(lower) else { return nil }
    var labels: [[UInt8]] = []
    for label in lower.split(separator: ASCII.dot, omittingEmptySubsequences: false) {
      guard label.starts(with: "xn--".utf8) else {
        labels.append(Array(label))
        continue
      }
      guard let scalars = Punycode.decoded(label.dropFirst(4)), let again = DomainMapping.mapped(scalars),
        again == scalars, let encoded = encoded(scalars), encoded.elementsEqual(label)
      else { return nil }
      labels.append(scalars.flatMap { Array(String($0).utf8) })
    }
    return Array(labels.joined(separator: [ASCII.dot]))
  }

  /// One label, already mapped.
  private static func encoded(_ label: [Unicode.Scalar]) -> [UInt8]? {
    let points = label.map(\.value)
    guard !points.allSatisfy({ $0 < 0x80 }) else { return points.map(UInt8.init) }
    guard label.first?.properties.isMark != true, label.first != "-", label.last != "-" else { return nil }
    // What else could stand there is an ASCII form already.
    guard label.count <= 63, label.count < 4 || label[2] != "-" || label[3] != "-" else { return nil }
    return Array("xn--".utf8) + Punycode.encoded(points)
  }
}

extension Unicode.Scalar.Properties {
  /// A combining mark, which no label begins with.
  var isMark: Bool { [.nonspacingMark, .spacingMark, .enclosingMark].contains(generalCategory) }
}
