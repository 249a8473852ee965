internal import SourceText

/// `bad boolean configuration: smtpd_helo_required = true`: a value that a program refuses when it starts.
package struct ValueFault: Sendable, Equatable {
  /// Postfix' words behind `fatal: `.
  package let message: String
  package let explanation: String
  package let nextStep: String
}

extension Parameter {
  /// Whether some text is no value for it; most values are lists and names, which a program takes as they are.
  var refusesValues: Bool {
    switch type {
    case .string, .computed, .raw, .legacy: minimum ?? 0 > 0
    default: true
    }
  }

  /// Why a program would refuse the expanded value; nil where it takes it.
  package func fault(in value: ArraySlice<UInt8>) -> ValueFault? {
    let name = name.text
    let text = value.printable
    switch type {
    case .boolean, .computedBoolean:
      let lower = value.map(ASCII.lowercased)
      guard !lower.elementsEqual("yes".utf8), !lower.elementsEqual("no".utf8) else { return nil }
      return ValueFault(
        message: "bad boolean configuration: \(name) = \(text)", explanation: "\(name) takes yes or no.",
        nextStep: "Write yes or no, and nothing behind it.")
    case .integer, .long, .computedInteger: return numberFault(value)
    case .time: return Self.isTime(value) ? nil : timeFault(text)
    case .string, .computed, .raw, .legacy:
      guard let minimum, value.count < minimum else { return nil }
      return ValueFault(
        message: "bad string length \(value.count) < \(minimum): \(name) = \(text)",
        explanation: "\(name) must not be empty.", nextStep: "Write a value, or remove the line for the default.")
    }
  }

  /// A sign and digits; no unit, in no version.
  private func numberFault(_ value: ArraySlice<UInt8>) -> ValueFault? {
    let name = name.text
    let digits = value.drop(while: ASCII.isSpace)
    let unsigned = digits.first == ASCII.hyphen || digits.first == ASCII.plus ? digits.dropFirst() : digits
    guard !unsigned.isEmpty, unsigned.allSatisfy(ASCII.isDigit), let number = Int(digits.text) else {
      return ValueFault(
        message: "bad numerical configuration: \(name) = \(value.printable)",
        explanation: "\(name) takes a plain number.",
        nextStep: "Write digits only, without a unit.")
    }
    if let minimum, minimum != 0, number < minimum {
      return rangeFault("invalid \(name) parameter value \(number) < \(minimum)")
    }
    if let maximum, maximum != 0, number > maximum {
      return rangeFault("invalid \(name) parameter value \(number) > \(maximum)")
    }
    return nil
  }

  private func rangeFault(_ message: String) -> ValueFault {
    ValueFault(message: message, explanation: "The number is out of range.", nextStep: "Write a number in range.")
  }

  /// Digits and one unit letter; what stands behind the letter is ignored (`5mins`).
  private static func isTime(_ value: ArraySlice<UInt8>) -> Bool {
    let digits = value.drop(while: ASCII.isSpace)
    let unsigned = digits.first == ASCII.hyphen || digits.first == ASCII.plus ? digits.dropFirst() : digits
    let rest = unsigned.drop(while: ASCII.isDigit)
    guard rest.startIndex > unsigned.startIndex else { return false }
    return rest.first.map { "smhdw".utf8.contains(ASCII.lowercased($0)) } ?? true
  }

  private func timeFault(_ text: String) -> ValueFault {
    ValueFault(
      message: "parameter \(name.text): bad time value or unit: \(text)",
      explanation: "\(name.text) takes a number with one of the units s, m, h, d, w.",
      nextStep: "Write a time such as 5m.")
  }
}
