internal import SourceText

/// `ﬁ` is `fi` in a domain and in a key: what ICU, which Postfix asks, knows of each character.
///
/// The rows come from the ICU library of Debian's Postfix 3.11 (Scripts/unicode-catalogue.py, which tells what they
/// mean), so that the answer does not change with the Unicode version of whatever this program is built with. Read
/// when the first character outside of ASCII is asked about.
struct CharacterTable: Sendable {
  static let known = CharacterTable(.unicode)

  /// What UTS 46 makes of a character in a domain.
  enum InDomain { case stays, ignored, disallowed, becomes([UInt32]) }

  private var valid = Runs()
  private var ignored = Runs()
  private var marks = Runs()
  private var classes = Runs()
  private var domains = Mappings()
  private var folding = Mappings()
  private var pairs = Mappings()
  private var composites: [UInt64: UInt32] = [:]

  private init(_ file: EmbeddedFile) {
    for line in file.bytes.split(separator: ASCII.lineFeed) {
      let fields = line.split(separator: ASCII.tab)
      guard fields.count >= 2, let first = UInt32(fields[1].text, radix: 16) else { continue }
      switch fields[0].first {
      case UInt8(ascii: "v"): valid.add(first, fields)
      case UInt8(ascii: "m"): marks.add(first, fields)
      case UInt8(ascii: "c"): classes.add(first, fields)
      case UInt8(ascii: "i") where fields[0].count == 1: ignored.add(first, fields)
      case UInt8(ascii: "s"), UInt8(ascii: "t"): domains.add(first, fields)
      case UInt8(ascii: "S"), UInt8(ascii: "F"): folding.add(first, fields)
      case UInt8(ascii: "p"): pairs.add(first, fields)
      default: continue
      }
    }
    pairs.forEach { composite, parts in composites[Self.pair(parts[0], parts[1])] = composite }
  }

  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

  func inDomain(_ character: UInt32) -> InDomain {
    if valid.contains(character) { return .stays }
    if let text = domains.text(of: character) { return .becomes(text) }
    return ignored.contains(character) ? .ignored : .disallowed
  }

  /// The character without its case; `ß` is `ss`.
  func folded(_ character: UInt32) -> [UInt32]? { folding.text(of: character) }

  func isMark(_ character: UInt32) -> Bool { marks.contains(character) }

  /// The canonical combining class; 0 for what is no mark.
  func combiningClass(_ character: UInt32) -> Int { classes.value(of: character) ?? 0 }

  /// The two characters of which NFC composes this one. Syllables of Hangul are computed.
  func parts(of character: UInt32) -> [UInt32]? { pairs.text(of: character) }

  func composite(_ first: UInt32, _ second: UInt32) -> UInt32? { composites[Self.pair(first, second)] }
}

/// `FIRST⇥LAST⇥NUMBER`: runs of characters in their order, which do not overlap.
private struct Runs: Sendable {
  struct Run: Sendable {
    let first: UInt32
    let last: UInt32
    let value: Int
  }

  private(set) var runs: [Run] = []

  mutating func add(_ first: UInt32, _ fields: [ArraySlice<UInt8>]) {
    guard fields.count >= 3, let last = UInt32(fields[2].text, radix: 16) else { return }
    add(first, last, fields.count > 3 ? Int(fields[3].text) ?? 0 : 0)
  }

  mutating func add(_ first: UInt32, _ last: UInt32, _ value: Int) {
    runs.append(Run(first: first, last: last, value: value))
  }

  /// The last run that does not begin behind the character.
  func run(before character: UInt32) -> Int? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].first <= character { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  func value(of character: UInt32) -> Int? {
    guard let index = run(before: character), character <= runs[index].last else { return nil }
    return runs[index].value
  }

  func contains(_ character: UInt32) -> Bool { value(of: character) != nil }
}

/// What characters become: shifted ones, and runs of characters with a text for each.
private struct Mappings: Sendable {
  /// By every how many, and by how much. Of runs with step 2 two may stand between each other.
  private var shifts: [(first: UInt32, last: UInt32, step: UInt32, delta: Int)] = []
  /// The value is the number of the text of the first character.
  private var texts = Runs()
  private var starts: [Int] = [0]
  private var points: [UInt32] = []

  mutating func add(_ first: UInt32, _ fields: [ArraySlice<UInt8>]) {
    if fields.count == 5, let last = UInt32(fields[2].text, radix: 16), let step = UInt32(fields[3].text),
      let delta = Int(fields[4].text)
    {
      shifts.append((first, last, step, delta))
    } else if fields.count == 3 {
      let number = starts.count - 1
      for text in fields[2].split(separator: ASCII.comma) {
        points += text.split(separator: ASCII.space).compactMap { UInt32($0.text, radix: 16) }
        starts.append(points.count)
      }
      texts.add(first, first + UInt32(starts.count - 2 - number), number)
    }
  }

  func text(of character: UInt32) -> [UInt32]? {
    if let index = texts.run(before: character), character <= texts.runs[index].last {
      let number = texts.runs[index].value + Int(character - texts.runs[index].first)
      return Array(points[starts[number]..<starts[number + 1]])
    }
    for shift in shifts where (shift.first...shift.last).contains(character) {
      guard (character - shift.first).isMultiple(of: shift.step) else { continue }
      return [UInt32(Int(character) + shift.delta)]
    }
    return nil
  }

  func forEach(_ body: (UInt32, [UInt32]) -> Void) {
    for run in texts.runs {
      for character in run.first...run.last {
        if let text = text(of: character) { body(character, text) }
      }
    }
  }
}
