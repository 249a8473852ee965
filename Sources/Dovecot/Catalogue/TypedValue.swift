internal import SourceText

/// `1G` read as a size, `5m` as a time: a value by the setting's type, as a number where it is one.
package enum TypedValue: Sendable, Equatable {
  case boolean(Bool)
  case number(UInt64)
  case octal(UInt64)
  /// In bytes.
  case size(UInt64)
  /// In seconds.
  case time(UInt64)
  case milliseconds(UInt64)
  /// 2.4: `unlimited` or `infinite`.
  case unlimited
  case text([UInt8])
}

/// Why a value is not one of its type, in the daemon's words.
struct TypeMismatch: Error, Equatable {
  let daemonText: String
}

/// Reads values by type. `knowsUnlimited` is what 2.4 adds.
struct TypedValueReader: Sendable {
  let knowsUnlimited: Bool

  func value(_ bytes: ArraySlice<UInt8>, of entry: CatalogueEntry) throws(TypeMismatch) -> TypedValue {
    if knowsUnlimited, entry.type.takesUnlimited, Self.isUnlimited(bytes) { return .unlimited }
    switch entry.type {
    case .boolean: return .boolean(try boolean(bytes))
    case .unsigned: return .number(try number(bytes, limit: UInt64(UInt32.max)))
    case .unsignedLong: return .number(try number(bytes, limit: .max))
    case .octal: return .octal(try octal(bytes))
    case .time: return .time(try time(bytes, inMilliseconds: false))
    case .milliseconds: return .milliseconds(try time(bytes, inMilliseconds: true))
    case .size: return .size(try size(bytes))
    case .port:
      guard let port = Self.digits(bytes), port.rest.isEmpty, port.number <= 65535 else {
        throw TypeMismatch(daemonText: "Invalid port number \(bytes.text)")
      }
      return .number(port.number)
    case .choice:
      guard entry.choices.contains(where: { $0.elementsEqual(bytes) }) else {
        throw TypeMismatch(daemonText: "Invalid value: \(bytes.text)")
      }
      return .text(Array(bytes))
    default: return .text(Array(bytes))
    }
  }

  private static func isUnlimited(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.elementsEqual("unlimited") || bytes.elementsEqual("infinite")
  }

  // MARK: - Types

  /// `yes`, `y`, `no` in any case, and `1`; nothing else, not even `0`.
  func boolean(_ bytes: ArraySlice<UInt8>) throws(TypeMismatch) -> Bool {
    let word = bytes.map(ASCII.lowercased)
    if word.elementsEqual("yes") || word.elementsEqual("y") || word.elementsEqual("1") { return true }
    if word.elementsEqual("no") { return false }
    throw TypeMismatch(daemonText: "Invalid boolean value: \(bytes.text) (use yes or no)")
  }

  private func number(_ bytes: ArraySlice<UInt8>, limit: UInt64) throws(TypeMismatch) -> UInt64 {
    if let found = Self.digits(bytes), found.rest.isEmpty, found.number <= limit { return found.number }
    let digits = bytes.first == ASCII.hyphen ? bytes.dropFirst() : bytes
    let isNumeric = !digits.isEmpty && digits.allSatisfy(ASCII.isDigit)
    let cause =
      !isNumeric
      ? "Not a valid number" : bytes.first == ASCII.hyphen ? "Number too small" : "Number too large"
    throw TypeMismatch(daemonText: "Invalid number \(bytes.text): \(cause)")
  }

  /// Octal only with a leading 0: `600` is the decimal number.
  private func octal(_ bytes: ArraySlice<UInt8>) throws(TypeMismatch) -> UInt64 {
    guard bytes.first == ASCII.zero else { return try number(bytes, limit: UInt64(UInt32.max)) }
    guard let value = UInt64(bytes.text, radix: 8) else {
      throw TypeMismatch(daemonText: "Invalid number: \(bytes.text)")
    }
    return value & UInt64(UInt32.max)
  }

  private func size(_ bytes: ArraySlice<UInt8>) throws(TypeMismatch) -> UInt64 {
    let invalid = TypeMismatch(daemonText: "Invalid size: \(bytes.text)")
    guard let found = Self.digits(bytes) else { throw invalid }
    var unit = found.rest.drop { $0 == ASCII.space }.map(ASCII.lowercased)[...]
    var factor: UInt64 = 1
    if let exponent = unit.first.flatMap({ Array("bkmgt".utf8).firstIndex(of: $0) }) {
      factor = 1 << (10 * UInt64(exponent))
      unit = unit.dropFirst()
      if exponent > 0 {
        if unit.first == UInt8(ascii: "i") { unit = unit.dropFirst() }
        if unit.first == UInt8(ascii: "b") { unit = unit.dropFirst() }
      }
    }
    guard unit.isEmpty else { throw invalid }
    let (product, isTooLarge) = found.number.multipliedReportingOverflow(by: factor)
    guard !isTooLarge else { throw TypeMismatch(daemonText: "Size is too large: \(bytes.text)") }
    return product
  }

  private static let timeUnits: [(names: [String], seconds: UInt64)] = [
    (["secs", "seconds"], 1), (["mins", "minutes"], 60), (["hours"], 3600), (["days"], 86_400), (["weeks"], 604_800),
  ]
  private static let millisecondUnits = ["msecs", "mseconds", "millisecs", "milliseconds"]

  /// Any beginning of a unit's name counts; a single `m` is minutes, and only 0 may go without a unit.
  private func time(_ bytes: ArraySlice<UInt8>, inMilliseconds: Bool) throws(TypeMismatch) -> UInt64 {
    let invalid = TypeMismatch(daemonText: "Invalid time interval: \(bytes.text)")
    guard let found = Self.digits(bytes) else { throw invalid }
    let unit = found.rest.drop { $0 == ASCII.space }.map(ASCII.lowercased)
    if unit.isEmpty {
      if found.number == 0 { return 0 }
      throw TypeMismatch(
        daemonText: "Time interval '\(bytes.text)' is missing units (add e.g. 's' for seconds)")
    }
    func names(_ names: [String]) -> Bool { names.contains { $0.utf8.starts(with: unit) } }
    if let known = Self.timeUnits.first(where: { names($0.names) }) {
      return try multiplied(found.number, by: known.seconds * (inMilliseconds ? 1000 : 1), bytes)
    }
    guard names(Self.millisecondUnits) else { throw invalid }
    if inMilliseconds { return try multiplied(found.number, by: 1, bytes) }
    guard found.number % 1000 == 0 else {
      throw TypeMismatch(daemonText: "Milliseconds not supported for this setting: \(bytes.text)")
    }
    return try multiplied(found.number / 1000, by: 1, bytes)
  }

  private func multiplied(
    _ number: UInt64, by factor: UInt64, _ bytes: ArraySlice<UInt8>
  ) throws(TypeMismatch) -> UInt64 {
    guard number <= UInt64(UInt32.max) / factor else {
      throw TypeMismatch(daemonText: "Time interval is too large: \(bytes.text)")
    }
    return number * factor
  }

  /// The leading decimal number, and what follows it; nil where there is none or it does not fit in 64 bits.
  private static func digits(_ bytes: ArraySlice<UInt8>) -> (number: UInt64, rest: ArraySlice<UInt8>)? {
    var number: UInt64 = 0
    var end = bytes.startIndex
    while end < bytes.endIndex, ASCII.isDigit(bytes[end]) {
      let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, isFull) = tens.addingReportingOverflow(UInt64(bytes[end] - ASCII.zero))
      guard !isTooLarge, !isFull else { return nil }
      number = sum
      end += 1
    }
    return end == bytes.startIndex ? nil : (number, bytes[end...])
  }
}

extension SettingType {
  fileprivate var takesUnlimited: Bool {
    switch self {
    case .unsigned, .octal, .time, .milliseconds, .size: true
    default: false
    }
  }
}
