import OracleSupport

/// Texts out of the bytes that mean something to Postfix, with some others between.
enum RandomText {
  private static let alphabet = Array("\n\n\n\n  \t\r\u{0B}\u{0C}#=,{}$():-oab \0".utf8) + [0xFF, 0xC3]

  static func bytes(_ generator: inout SplitMix64, upTo length: Int) -> [UInt8] {
    (0..<Int.random(in: 0...length, using: &generator)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
    }
  }
}
