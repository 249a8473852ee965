import OracleSupport

/// A few random blocks, each with a `login_greeting` of its own, about a connection of 127.0.0.1 with itself.
struct RandomFilters {
  private var random: SplitMix64
  private let isNew: Bool
  private(set) var lines = ""

  init(seed: UInt64, isNew: Bool) {
    random = SplitMix64(seed: seed)
    self.isNew = isNew
    let count = isNew ? 2...5 : 2...3
    for number in 0..<Int.random(in: count, using: &random) { addBlock(number) }
  }

  private mutating func addBlock(_ number: Int) {
    let openings = openings()
    for opening in openings { lines += "\(opening) {\n" }
    // A block without the setting is opened all the same, and keeps its place.
    if Int.random(in: 0..<6, using: &random) > 0 { lines += "login_greeting = block \(number)\n" }
    lines += String(repeating: "}\n", count: openings.count)
  }

  private mutating func openings() -> [String] {
    var openings: [String] = []
    if Bool.random(using: &random) { openings.append("local \(pick(Self.networks))") }
    if Int.random(in: 0..<8, using: &random) == 0 { openings.append("local_name a.example.com") }
    if Bool.random(using: &random) { openings.append("remote \(pick(Self.networks))") }
    // One denied protocol alone: the authentication process of 2.4 ends where it sees two ("Can't have multiple
    // !protocols", 2.4.1 and 2.4.5).
    if Bool.random(using: &random) { openings.append("protocol \(pick(["imap", "!pop3", "pop3"]))") }
    // A service inside a filter is refused by 2.4.
    guard isNew, Int.random(in: 0..<(openings.isEmpty ? 1 : 20), using: &random) == 0 else { return openings }
    return openings + ["service \(pick(["imap-login", "imap"]))"]
  }

  private static let networks = ["127.0.0.1", "127.0.0.0/24", "127.0.0.0/8", "10.0.0.0/8"]

  private mutating func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? words[0] }
}
