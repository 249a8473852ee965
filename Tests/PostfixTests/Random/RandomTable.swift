import OracleSupport

/// Random sources of lookup tables, and keys that now and then are in them.
enum RandomTable {
  static func source(_ type: String, _ generator: inout SplitMix64) -> String {
    let lines = (0..<Int.random(in: 1...6, using: &generator)).map { _ in line(type, &generator) }
    return lines.joined(separator: generator.pick(["\n", "\n", "\n# c\n", "\n\n", "\r\n"])) + "\n"
  }

  static func key(_ type: String, _ generator: inout SplitMix64) -> String {
    if type == "cidr" { return RandomAddress.key(&generator) }
    let parts = ["a", "b", "A", "1", "-", ".", "@", "x y", "ab", "é", "\"x y\"", "\\", "É", "ß", "ss", "fi"]
    return (0..<Int.random(in: 1...4, using: &generator)).map { _ in generator.pick(parts) }.joined()
  }

  private static func line(_ type: String, _ generator: inout SplitMix64) -> String {
    switch type {
    case "cidr": RandomAddress.rule(&generator)
    case "pcre", "regexp": RandomPattern.rule(type, &generator)
    default: pair(&generator)
    }
  }

  private static func pair(_ generator: inout SplitMix64) -> String {
    let key = generator.pick([
      "a", "A", "ab", "\"x y\"", "b:", "x\\ y", "\"q", "1-", "@", "a\\", "é", "b", "-", "a.", "#a", "É", "ß", "SS", "ﬁ",
    ])
    return key + generator.pick(["  ", "\t", " ", ""])
      + generator.pick(["v", "v w ", "", "1\n 2", "# x", "w\n# c\n  z"])
  }
}

/// Random rules of pcre: and regexp: tables.
enum RandomPattern {
  private static let pcre = [
    "a", "b", ".", "^", "$", "(a|b)", "(x)", "[a-b]", "\\.", "a*", "(", "+", "\\d", "(?:b)", "(?<n>a)", "\\/", "{",
    "(?=a)", "(?!b)", "a{2}", "\\1", "(?i)A", "[[:alpha:]]", "(a)?", "\\bx", "[^@]+", "é", "*",
  ]
  private static let regexp = [
    "a", "b", ".", "^", "$", "(a|b)", "(x)", "[a-b]", "\\.", "a*", "b+", "[^@]", "[[:digit:]]", "a?", "b{1,2}", "(ab)*",
    "\\w", "[]a]", "\\@", "(a|ab)(c|b)?", "(a*)+", "((a)|b)*", "\\(a\\)", "\\{", "x\\{0,1\\}", "(", ")", "*",
    "[[:foo:]]", "[a",
    "a{2,1}", "\\<a", "b\\>", "é", "a\\|b", "{",
  ]

  static func rule(_ type: String, _ generator: inout SplitMix64) -> String {
    let atoms = type == "pcre" ? pcre : regexp
    let pattern = (0..<Int.random(in: 1...4, using: &generator)).map { _ in generator.pick(atoms) }.joined()
    let flags = generator.pick(
      type == "pcre"
        ? ["", "", "i", "x", "A", "U", "E", "is", "q", "X", "m", "ii"]
        : ["", "", "i", "ii", "q", "xx", "x", "x", "m", "xi"])
    let result = generator.pick(
      ["R", "got $1", "${1}x", "$2", "$$", "$1y", "", "a  b ", "$", "$0", "$(1)-", "${2}$1", "$x", "${1", "$1$$1"])
    switch Int.random(in: 0..<14, using: &generator) {
    case 0: return "if /\(pattern)/\(flags)"
    case 1: return "endif"
    case 2: return "!/\(pattern)/\(flags) \(result)"
    case 3: return "if !/\(pattern)/"
    case 4: return "word \(result)"
    case 5: return "/\(pattern)"
    case 6: return "IF /\(pattern)/ extra"
    case 7 where type == "regexp": return "/\(pattern)/!/b/ \(result)"
    case 8: return "endif extra"
    case 9: return "!!/\(pattern)/ \(result)"
    case 10: return "%\(pattern)%\(flags) \(result)"
    case 11: return "/\(pattern)/\(flags)\n  \(result)"
    default: return "/\(pattern)/\(flags) \(result)"
    }
  }
}

/// Random rules of cidr: tables, and addresses near to them.
enum RandomAddress {
  private static let networks = [
    "10.0.0.0/8", "10.0.0.1", "192.0.2.1/24", "192.0.2.0/24", "0.0.0.0/0", "::/0", "[2001:db8::]/32", "2001:db8::/16",
    "[::1]", "10.0.0.0/33", "10.0/8", "x", "[10.0.0.0/8]", "[10.0.0.0]x", "10.0.0.0/x", "[::1", "10.0.0.0/08",
    "010.0.0.1", "[2001:db8::/32]", "2001:db8::1/129", "10.0.0.0/", "::ffff:10.0.0.0/104", "192.0.2.128/25",
    "10.1.2.3/32",
    "256.0.0.1", "2001:db8:::1", "2001:db8::/128", "fe80::/10", "1.2.3.4.5", "10.0.0.0/-1", "[]", "/8",
  ]

  static func rule(_ generator: inout SplitMix64) -> String {
    let network = generator.chance(1, in: 3) ? any(&generator) : generator.pick(networks)
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return "if \(network)"
    case 1: return "endif"
    case 2: return "!\(network) not"
    case 3: return "if !\(network)"
    case 4: return "endif x"
    case 5: return network
    case 6: return "IF \(network) x"
    case 7: return "! !\(network)\tdouble"
    default: return "\(network) \(generator.pick(["OK", "REJECT a  b ", "x\n  y"]))"
    }
  }

  static func key(_ generator: inout SplitMix64) -> String {
    let fixed = [
      "::ffff:10.0.0.1", "x", "10.0.0", "10.0.0.01", "2001:DB8::1", "::1", "[::1]", "10.0.0.1 ", "fe80::1%lo",
    ]
    if generator.chance(1, in: 5) { return generator.pick(fixed) }
    let near = ["10.0.0.", "10.1.2.", "192.0.2.", "172.16.0."]
    let host = Int.random(in: 0...255, using: &generator)
    return generator.chance(2, in: 3)
      ? "\(generator.pick(near))\(host)" : generator.pick(["2001:db8::", "::", "fe80::"]) + String(host, radix: 16)
  }

  /// A network with its host bits cleared, mostly.
  private static func any(_ generator: inout SplitMix64) -> String {
    let length = Int.random(in: 0...32, using: &generator)
    var bits = generator.pick([0x0A00_0001, 0xC000_0207, 0x0A01_0203]) as UInt32
    if !generator.chance(1, in: 5), length < 32 { bits &= ~(UInt32.max >> UInt32(length)) }
    return (0..<4).map { String((bits >> UInt32(24 - 8 * $0)) & 0xFF) }.joined(separator: ".") + "/\(length)"
  }
}
