internal import SourceText

/// `ＭＵ̈nchen。example` is `münchen.example`: how UTS 46 maps the characters of a domain before it is encoded.
///
/// Without transitional rules and without those of STD 3, as Postfix asks ICU: `ß` stays, and what ASCII has in
/// no host name is refused later. What comes out is in its composed form (NFC).
enum DomainMapping {
  /// Nil where a character is not allowed.
  static func mapped(_ characters: some Sequence<UInt32>) -> [UInt32]? {
    var found: [UInt32] = []
    for character in characters {
      switch CharacterTable.known.inDomain(character) {
      case .stays: found.append(character)
      case .becomes(let text): found += text
      case .ignored: continue
      case .disallowed: return nil
      }
    }
    return composed(found)
  }

  /// Every letter with as many of its marks as there is one character for; a mark does not pass another of its class.
  private static func composed(_ characters: [UInt32]) -> [UInt32] {
    let table = CharacterTable.known
    var result: [UInt32] = []
    var letter: Int?
    var lastClass = 0
    for character in inCanonicalOrder(characters.flatMap(decomposed)) {
      let combiningClass = table.combiningClass(character)
      if let place = letter, place == result.count - 1 || lastClass < combiningClass,
        let composite = syllable(result[place], character) ?? table.composite(result[place], character)
      {
        result[place] = composite
        continue
      }
      if combiningClass == 0 { letter = result.count }
      lastClass = combiningClass
      result.append(character)
    }
    return result
  }

  /// A letter and its marks; syllables of Hangul have none and stay.
  private static func decomposed(_ character: UInt32) -> [UInt32] {
    var marks: [UInt32] = []
    var letter = character
    while let parts = CharacterTable.known.parts(of: letter) {
      marks.append(parts[1])
      letter = parts[0]
    }
    return [letter] + marks.reversed()
  }

  /// Marks behind one letter, those nearer to it first.
  private static func inCanonicalOrder(_ characters: [UInt32]) -> [UInt32] {
    let table = CharacterTable.known
    var ordered: [UInt32] = []
    var marks: [(order: Int, character: UInt32)] = []
    for character in characters {
      let order = table.combiningClass(character)
      if order > 0 {
        marks.append((order, character))
      } else {
        ordered += Self.sorted(marks)
        marks = []
        ordered.append(character)
      }
    }
    return ordered + Self.sorted(marks)
  }

  /// By class, and those of one class as they stand.
  private static func sorted(_ marks: [(order: Int, character: UInt32)]) -> [UInt32] {
    marks.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }.map(\.element.character)
  }

  /// A Hangul syllable of its parts, which are numbered as the syllables are.
  private static func syllable(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    guard (0xAC00...0xD7A3).contains(first), (first - 0xAC00).isMultiple(of: 28), (0x11A8...0x11C2).contains(second)
    else { return nil }
    return first + second - 0x11A7
  }
}
