import Audit
import OracleSupport
import SettingsGraph
import SourceText

/// `DEFAULT:-kRSA+AES:!SEED:@STRENGTH`, made of words, names, operators and a few mistakes.
struct RandomCipherStrings {
  private var random: SplitMix64
  private let names = CipherLibrary(ProgramVersion(1, 1, 1)).suites.map(\.name)
  private static let words = """
    ALL COMPLEMENTOFALL COMPLEMENTOFDEFAULT HIGH MEDIUM LOW EXPORT FIPS SSLv3 TLSv1 TLSv1.2 kRSA kEDH kDHE kEECDH kECDHE \
    kPSK kSRP aRSA aDSS aNULL aECDSA aPSK EDH ECDHE ECDH DH RSA ADH AECDH PSK SRP eNULL 3DES RC4 SEED AES128 AES256 AES \
    AESGCM AESCCM AESCCM8 CAMELLIA CHACHA20 ARIA CBC MD5 SHA1 SHA SHA256 SHA384 DEFAULT NOSUCHWORD
    """.split(separator: " ").map(String.init)

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func next() -> String {
    let rules = (0..<Int.random(in: 1...8, using: &random)).map { _ in rule() }
    let start = random.chance(1, in: 6) ? ["DEFAULT"] : random.chance(1, in: 30) ? ["SUITEB128"] : []
    let separator = [":", ":", ":", ",", " ", ";", "::"].randomElement(using: &random) ?? ":"
    let text = (start + rules).joined(separator: separator)
    // openssl(1) would take it for an option.
    return text.hasPrefix("-") ? ":" + text : text
  }

  private mutating func rule() -> String {
    if random.chance(1, in: 10) { return "@STRENGTH" }
    if random.chance(1, in: 10) { return "@SECLEVEL=\(Int.random(in: 0...5, using: &random))" }
    if random.chance(1, in: 80) { return ["@FOO", "$", "-", "AES+", "é"].randomElement(using: &random) ?? "$" }
    let operation = ["", "", "", "+", "-", "!"].randomElement(using: &random) ?? ""
    let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in word() }
    return operation + parts.joined(separator: "+")
  }

  private mutating func word() -> String {
    (random.chance(1, in: 6) ? names : Self.words).randomElement(using: &random) ?? "ALL"
  }
}
