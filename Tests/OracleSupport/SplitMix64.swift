/// A seeded generator (Steele, Lea and Flood, 2014): the same seed gives the same trees on every machine.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// `count` bytes out of `alphabet`, or any bytes where it is empty.
  package mutating func bytes(_ count: Int, from alphabet: [UInt8] = []) -> [UInt8] {
    (0..<count).map { _ in alphabet.randomElement(using: &self) ?? UInt8.random(in: 0...255, using: &self) }
  }

  package mutating func chance(_ numerator: Int, in denominator: Int) -> Bool {
    Int.random(in: 0..<denominator, using: &self) < numerator
  }
}

/// The seed of a property test: `$DOVETRAIL_SEED` where one is to be tried again, else always `fallback`.
///
/// It is printed, so that a failure can be made again.
package func propertySeed(_ fallback: UInt64, _ test: String = #function) -> UInt64 {
  let seed = environment("DOVETRAIL_SEED").flatMap { UInt64($0) } ?? fallback
  print("\(test): seed \(seed)")
  return seed
}

/// How many cases a property test tries: `fallback` times `$DOVETRAIL_EFFORT` (1 where it is not set).
package func propertyCount(_ fallback: Int) -> Int {
  fallback * (environment("DOVETRAIL_EFFORT").flatMap { Int($0) } ?? 1)
}
