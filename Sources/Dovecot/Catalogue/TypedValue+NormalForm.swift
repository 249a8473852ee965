internal import SourceText

extension TypedValue {
  /// `1 G`, `5 mins`, `0600`, `yes`: as doveconf prints a value of the type.
  package var normalForm: [UInt8] {
    switch self {
    case .boolean(let value): Array((value ? "yes" : "no").utf8)
    case .number(let number): Array(String(number).utf8)
    case .octal(let number): Array("0\(String(number, radix: 8))".utf8)
    case .size(let bytes): Array(Self.size(bytes).utf8)
    case .time(let seconds): Array(Self.time(seconds).utf8)
    case .milliseconds(let count):
      Array((count % 1000 == 0 ? Self.time(count / 1000) : "\(count) ms").utf8)
    case .unlimited: Array("unlimited".utf8)
    case .text(let bytes): bytes
    }
  }

  private static func size(_ bytes: UInt64) -> String {
    guard bytes > 0 else { return "0" }
    var number = bytes
    var unit = 0
    while unit < 4, number % 1024 == 0 {
      number /= 1024
      unit += 1
    }
    return "\(number) \(["B", "k", "M", "G", "T"][unit])"
  }

  private static func time(_ seconds: UInt64) -> String {
    guard seconds > 0 else { return "0" }
    var number = seconds
    var unit = "secs"
    for (factor, name) in [(60, "mins"), (60, "hours"), (24, "days"), (7, "weeks")] as [(UInt64, String)] {
      guard number % factor == 0 else { break }
      number /= factor
      unit = name
    }
    return "\(number) \(unit)"
  }
}

extension CatalogueEntry {
  /// The default as doveconf prints it; nil for settings that have none (blocks, lists, aliases).
  package func defaultValue(knowsUnlimited: Bool) -> TypedValue? {
    func number() -> UInt64 { UInt64(rawDefault.text) ?? 0 }
    switch type {
    case .boolean: return .boolean(rawDefault.elementsEqual("yes"))
    case .unsigned, .unsignedLong, .port: return unlimited(number(), knowsUnlimited) ?? .number(number())
    case .octal: return .octal(UInt64(rawDefault.text, radix: 8) ?? 0)
    case .size: return unlimited(number(), knowsUnlimited) ?? .size(number())
    case .time: return unlimited(number(), knowsUnlimited) ?? .time(number())
    case .milliseconds: return unlimited(number(), knowsUnlimited) ?? .milliseconds(number())
    case .string, .stringWithVariables, .choice, .file: return .text(Array(rawDefault))
    default: return nil
    }
  }

  private func unlimited(_ number: UInt64, _ knowsUnlimited: Bool) -> TypedValue? {
    let most: UInt64 = type == .size || type == .unsignedLong ? .max : UInt64(UInt32.max)
    return knowsUnlimited && type != .port && number == most ? .unlimited : nil
  }
}
