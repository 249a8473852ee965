/// `ＭＵ̈nchen。example` is `münchen.example`: how UTS 46 maps the characters of a domain before it is encoded.
///
/// Letters become small, full-width forms plain, ignorable characters go, and a letter with its marks becomes one
/// character (NFC). Made of the properties that Swift knows of each character, without the tables of UTS 46: other
/// compatibility forms (`ﬁ`, `①`) are not taken apart, and a domain with one has no answer here.
enum DomainMapping {
  /// Nil where a character is not allowed.
  static func mapped(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar]? {
    var found: [Unicode.Scalar] = []
    for scalar in scalars {
      guard let mapped = mapped(scalar) else { return nil }
      found += mapped
    }
    return composed(found)
  }

  private static func mapped(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    switch scalar.value {
    case 0x3002, 0xFF0E, 0xFF61: return ["."]
    case 0xFF01...0xFF5E: return mapped(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
    case 0x200C, 0x200D, 0xDF, 0x3C2: return [scalar]
    case 0x1E9E: return ["\u{DF}"]
    default: break
    }
    let properties = scalar.properties
    guard ![.unassigned, .privateUse, .surrogate, .control].contains(properties.generalCategory) || scalar.isASCII
    else {
      return nil
    }
    if properties.isDefaultIgnorableCodePoint { return [] }
    guard properties.changesWhenNFKCCaseFolded else { return [scalar] }
    let small = [properties.lowercaseMapping, properties.uppercaseMapping.lowercased()].map { Array($0.unicodeScalars) }
    return small.first { !$0.contains { $0.properties.changesWhenNFKCCaseFolded } }
  }

  /// Every letter with as many of its marks as there is one character for.
  private static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for scalar in inCanonicalOrder(scalars) {
      if let composite = result.last.flatMap({ composite($0, scalar) }) {
        result[result.count - 1] = composite
      } else {
        result.append(scalar)
      }
    }
    return result
  }

  /// Marks behind one letter, those nearer to it first.
  private static func inCanonicalOrder(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var ordered: [Unicode.Scalar] = []
    for scalar in scalars {
      let order = scalar.properties.canonicalCombiningClass
      var place = ordered.count
      while order != .notReordered, place > 0, ordered[place - 1].properties.canonicalCombiningClass > order {
        place -= 1
      }
      ordered.insert(scalar, at: place)
    }
    return ordered
  }

  /// The one character that means the same as both; Swift compares by that meaning.
  private static func composite(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    if let syllable = syllable(base, mark) { return syllable }
    guard mark.properties.isMark, base.properties.isAlphabetic else { return nil }
    return composites[String(String.UnicodeScalarView([base, mark]))]
  }

  /// By the text that means the same. Where the scripts with composites are: Latin to Greek, and the syllables of
  /// Japanese; of two characters with one meaning the first is the composite.
  private static let composites: [String: Unicode.Scalar] = {
    let ranges: [ClosedRange<UInt32>] = [0xC0...0x6D3, 0x929...0xDDE, 0x1B06...0x1FFC, 0x3040...0x30FF]
    let scalars = ranges.joined().compactMap(Unicode.Scalar.init)
    let assigned = scalars.filter { $0.properties.generalCategory != .unassigned }
    return Dictionary(assigned.map { (String($0), $0) }, uniquingKeysWith: { first, _ in first })
  }()

  /// A Hangul syllable of its parts, which are numbered as the syllables are.
  private static func syllable(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    let (a, b) = (first.value, second.value)
    if (0x1100...0x1112).contains(a), (0x1161...0x1175).contains(b) {
      return Unicode.Scalar(0xAC00 + ((a - 0x1100) * 21 + (b - 0x1161)) * 28)
    }
    guard (0xAC00...0xD7A3).contains(a), (a - 0xAC00).isMultiple(of: 28), (0x11A8...0x11C2).contains(b) else {
      return nil
    }
    return Unicode.Scalar(a + b - 0x11A7)
  }
}
