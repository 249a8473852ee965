internal import SettingsGraph
internal import SourceText

/// What `doveconf -n` of 2.4 takes without a word, and the server then takes literally or fails at
/// (2.4.1 and 2.4.5, running server).
extension Language2_4 {
  func warnOfLiteral(_ written: Written, _ id: AssignmentID, _ state: inout ReadingState) {
    let entry = written.resolved.entry
    if entry.type == .string, let variable = Self.oldVariable(in: written.text) {
      state.warn(
        "old-variable", "\(variable) is a variable of 2.3; 2.4 takes the letters as they are.", at: written.valueSpan,
        nextStep: "Write \(Self.newVariables[variable] ?? "the variable of 2.4") in its place.")
    }
    if entry.type == .file, written.value.form == .file {
      state.warn(
        "file-of-file", "The setting wants a path, and < makes the server read the path from the file.",
        at: written.valueSpan, nextStep: "Remove the <.")
    }
  }

  /// `mail_plugins = $mail_plugins sieve`: the server looks for a plugin of that name.
  func warnOfLiteralElement(_ written: Written, _ elements: [[UInt8]], _ state: inout ReadingState) {
    let old = elements.first { element in
      element.first == ASCII.dollar && !element.starts(with: Array("$SET:".utf8))
        && !element.starts(with: Array("$ENV:".utf8))
    }
    guard let old else { return }
    state.warn(
      "old-reference", "\(old.text) is no reference in 2.4 but an element of the list by that name.",
      at: written.valueSpan, nextStep: "Write \(written.resolved.fullName.text) { NAME = yes } to add to the list.")
  }

  private static let newVariables = [
    "%u": "%{user}", "%n": "%{user | username}", "%d": "%{user | domain}", "%h": "%{home}", "%s": "%{protocol}",
    "%r": "%{remote_ip}", "%l": "%{local_ip}", "%Lu": "%{user | lower}", "%Ln": "%{user | username | lower}",
    "%Ld": "%{user | domain | lower}",
  ]

  /// `%u`, `%Ln`: the first of the old variables; `%%` is none.
  private static func oldVariable(in text: ArraySlice<UInt8>) -> String? {
    var index = text.startIndex
    while index + 1 < text.endIndex {
      if text[index] == ASCII.percent {
        let isLower = text[index + 1] == UInt8(ascii: "L") && index + 2 < text.endIndex
        let variable = text[index...(index + (isLower ? 2 : 1))].text
        if newVariables[variable] != nil { return variable }
        index += 1
      }
      index += 1
    }
    return nil
  }
}
