internal import SourceText

/// `mnchen-3ya` is `münchen` (RFC 3492).
enum Punycode {
  private static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

  static func encoded(_ label: [UInt32]) -> [UInt8] {
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
        output += number(delta, bias: bias)
        bias = adapted(delta, count: done + 1, isFirst: done == basicCount)
        delta = 0
        done += 1
      }
      delta += 1
      n += 1
    }
    return output
  }

  /// Nil for a text that encodes nothing.
  static func decoded(_ text: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
    let hyphen = text.lastIndex(of: ASCII.hyphen)
    var points = (hyphen.map { text[..<$0] } ?? []).map { UInt32($0) }
    var (n, i, bias) = (0x80, 0, 72)
    var rest = hyphen.map { text[($0 + 1)...] } ?? text
    while !rest.isEmpty {
      guard let delta = readNumber(&rest, bias: bias) else { return nil }
      i += delta
      bias = adapted(delta, count: points.count + 1, isFirst: n == 0x80 && i == delta)
      n += i / (points.count + 1)
      guard n <= 0x10FFFF else { return nil }
      i %= points.count + 1
      points.insert(UInt32(n), at: i)
      i += 1
    }
    let scalars = points.compactMap(Unicode.Scalar.init)
    return scalars.count == points.count ? scalars : nil
  }

  private static func threshold(_ k: Int, _ bias: Int) -> Int { min(26, max(1, k - bias)) }

  private static func number(_ delta: Int, bias: Int) -> [UInt8] {
    var (rest, k) = (delta, 36)
    var text: [UInt8] = []
    while rest >= threshold(k, bias) {
      let least = threshold(k, bias)
      text.append(digits[least + (rest - least) % (36 - least)])
      rest = (rest - least) / (36 - least)
      k += 36
    }
    return text + [digits[rest]]
  }

  private static func readNumber(_ rest: inout ArraySlice<UInt8>, bias: Int) -> Int? {
    var (value, weight, k) = (0, 1, 36)
    while let byte = rest.popFirst() {
      guard let digit = digits.firstIndex(of: byte), weight < 1 << 40 else { return nil }
      value += digit * weight
      let least = threshold(k, bias)
      if digit < least { return value }
      weight *= 36 - least
      k += 36
    }
    return nil
  }

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
