import OracleSupport
import Postfix
import SourceText
import Testing

@Suite("International domains as the installed Postfix converts them", .serialized)
struct RandomDomainTests {
  private struct NoNames: MacroScope {
    func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? { nil }
  }

  private static let real = RealPostconf.all.last

  @Test("random domains of all scripts have the ASCII form that ICU gives them")
  func toASCII() async throws {
    var generator = SplitMix64(seed: propertySeed(20_261_201))
    try await compare("domain_to_ascii", (0..<propertyCount(400)).map { _ in RandomDomain.any(&generator) })
  }

  @Test("random encoded labels mean what they mean to ICU")
  func toUTF8() async throws {
    var generator = SplitMix64(seed: propertySeed(20_261_202))
    let domains = (0..<propertyCount(400)).map { _ in
      let ascii = Self.ours("domain_to_ascii", RandomDomain.any(&generator)) ?? "xn--9ca.x"
      return RandomDomain.changed(ascii, &generator)
    }
    try await compare("domain_to_utf8", domains)
  }

  private static func ours(_ function: String, _ domain: String) -> String? {
    let text = Array("${\(function){\(domain)}}".utf8)[...]
    return try? MacroExpander.expand(text, in: NoNames(), dialect: MacroDialect(hasFunctions: true)).text
  }

  /// A domain that is refused ends postconf: each is asked for alone.
  private func compare(_ function: String, _ domains: [String]) async throws {
    guard let real = Self.real, real.root.isAvailable() else { return }
    let pairs = domains.map { domain in
      RealPostconf.Pair(main: Array("smtpd_banner = ${\(function){\(domain)}}\n".utf8), master: [])
    }
    let answers = try await real.answers(pairs, ["-hx smtpd_banner"])
    try #require(answers.count == domains.count)
    var different: [String] = []
    for (domain, answer) in zip(domains, answers) {
      let theirs = answer[0].refusal == nil ? String(answer[0].output.text.dropLast()) : nil
      let ours = Self.ours(function, domain)
      if ours != theirs {
        let points = domain.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
        different.append("\(domain) (\(points)): ours \(ours ?? "-"), postconf \(theirs ?? "-")")
      }
    }
    let refused = answers.count { $0[0].refusal != nil }
    print("\(function): \(domains.count) compared, \(refused) refused, \(different.count) differ")
    #expect(different.isEmpty, Comment(rawValue: different.prefix(10).joined(separator: "\n")))
    #expect(refused < domains.count * 9 / 10)
  }
}

/// Random domains: letters of all scripts, forms that are mapped, marks, hyphens, and what no domain has.
private enum RandomDomain {
  private static let ranges: [ClosedRange<UInt32>] = [
    0x61...0x7A, 0xA1...0x24F, 0x300...0x36F, 0x370...0x5FF, 0x600...0x8FF, 0x900...0xDFF, 0xE00...0x11FF,
    0x1E00...0x1FFF, 0x2070...0x24FF, 0x3041...0x33FF, 0x4E00...0x4F00, 0xAC00...0xAD00, 0xF900...0xFAD9,
    0xFB00...0xFDFF, 0xFE70...0xFFEF, 0x1D400...0x1D7FF, 0x1F100...0x1F1FF, 0x2F800...0x2FA1D, 0x10400...0x1044F,
  ]
  private static let pieces = [
    "-", "--", "xn--", "a", "é", "ß", "ς", "\u{200D}", "\u{AD}", "。", "1", "_", "xn--9ca", "\u{323}", "\u{302}",
    "\u{1112}\u{1161}", "\u{11AB}", "가", "ﬁ", "①", "İ", "A",
  ]

  static func any(_ generator: inout SplitMix64) -> String {
    let labels = (0..<Int.random(in: 1...3, using: &generator)).map { _ in label(&generator) }
    return labels.joined(separator: ".") + generator.pick(["", "", "", "", "."])
  }

  private static func label(_ generator: inout SplitMix64) -> String {
    let range = ranges[Int.random(in: ranges.indices, using: &generator)]
    return (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      if generator.chance(1, in: 3) { return generator.pick(pieces) }
      return Unicode.Scalar(UInt32.random(in: range, using: &generator)).map { String($0) } ?? "a"
    }.joined()
  }

  /// One letter another, now and then.
  static func changed(_ domain: String, _ generator: inout SplitMix64) -> String {
    var bytes = Array(domain.utf8)
    if generator.chance(1, in: 2), !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &generator)
      bytes[place] = generator.pick(["a", "b", "9", "-", "z", "X"]).utf8.first ?? 0x61
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
