internal import SourceText

/// `${domain_to_ascii{münchen.example}}` is `xn--mnchen-3ya.example` (3.11).
///
/// Labels are folded to lower case and encoded; the mapping tables of UTS 46 are not applied, so a name that is not
/// written in composed form comes out otherwise than with Postfix. Text in plain ASCII stays as it is.
enum InternationalDomain {
  /// Nil where Postfix says `bad domain argument`: no text at all, or a result that is no host name.
  static func ascii(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.isEmpty else { return nil }
    guard text.contains(where: { $0 >= 0x80 }) else { return Array(text) }
    guard String(validating: text, as: UTF8.self) != nil else { return nil }
    let labels = text.split(separator: ASCII.dot, omittingEmptySubsequences: false).map { label -> [UInt8] in
      let folded = Array(label.text.lowercased().unicodeScalars.map(\.value))
      return folded.allSatisfy { $0 < 0x80 } ? folded.map(UInt8.init) : Array("xn--".utf8) + punycode(folded)
    }
    guard labels.allSatisfy(isLabel) else { return nil }
    return Array(labels.joined(separator: [ASCII.dot]))
  }

  private static func isLabel(_ label: [UInt8]) -> Bool {
    (1...63).contains(label.count) && label.first != ASCII.hyphen && label.last != ASCII.hyphen
      && label.allSatisfy { ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen || $0 == ASCII.underscore }
  }

  /// RFC 3492, section 6.3.
  private static func punycode(_ label: [UInt32]) -> [UInt8] {
    var output = label.filter { $0 < 0x80 }.map(UInt8.init)
    let basicCount = output.count
    if basicCount > 0 { output.append(ASCII.hyphen) }
    var (n, delta, bias, done) = (UInt32(0x80), 0, 72, basicCount)
    while done < label.count, let next = label.filter({ $0 >= n }).min() {
      delta += Int(next - n) * (done + 1)
      n = next
      for point in label {
        if point < n { delta += 1 }
        guard point == n else { continue }
        output += digits(of: delta, bias: bias)
        bias = adapted(delta, count: done + 1, isFirst: done == basicCount)
        delta = 0
        done += 1
      }
      delta += 1
      n += 1
    }
    return output
  }

  private static func digits(of delta: Int, bias: Int) -> [UInt8] {
    var (rest, k) = (delta, 36)
    var digits: [UInt8] = []
    while true {
      let threshold = min(26, max(1, k - bias))
      if rest < threshold { break }
      digits.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      k += 36
    }
    return digits + [digit(rest)]
  }

  private static func digit(_ value: Int) -> UInt8 { Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)[value] }

  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var k = 0
    while delta > 455 {
      delta /= 35
      k += 36
    }
    return k + 36 * delta / (delta + 38)
  }
}
