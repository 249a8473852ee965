import SettingsGraph

/// One command of a recorded case: what the daemon's tool printed.
struct RecordedAnswer {
  let command: String
  let exitCode: Int
  let output: String
  let messages: [String]

  /// Reads `$ command`, `exit N`, `--- stdout` and `--- stderr` blocks.
  static func answers(in text: String) -> [RecordedAnswer] {
    var answers: [RecordedAnswer] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.first {
      lines = lines.dropFirst()
      guard first.hasPrefix("$ "), let exit = lines.first, exit.hasPrefix("exit ") else { continue }
      lines = lines.dropFirst(2)
      let output = lines.prefix { $0 != "--- stderr" }
      lines = lines[output.endIndex...].dropFirst()
      let errors = lines.prefix { !$0.hasPrefix("$ ") }
      lines = lines[errors.endIndex...]
      answers.append(
        RecordedAnswer(
          command: String(first.dropFirst(2)), exitCode: Int(exit.dropFirst(5)) ?? -1,
          output: output.joined(separator: "\n"), messages: errors.map(String.init).filter { !$0.isEmpty }))
    }
    return answers
  }

  /// Without the refusals of a second doveconf, which 2.3 starts to learn the Sieve server's capabilities and which
  /// expands references: the program's own refusal is the last.
  var ofFirstProcess: RecordedAnswer {
    let last = exitCode == 0 ? nil : messages.lastIndex { $0.hasPrefix("doveconf: Fatal: ") }
    let own = messages.enumerated().filter { !$0.element.hasPrefix("doveconf: Fatal: ") || $0.offset == last }
    return RecordedAnswer(command: command, exitCode: exitCode, output: output, messages: own.map(\.element))
  }

  /// The lines that can be compared: no comment lines on top, none that the program computes.
  static func comparable(_ output: String) -> String {
    output.split(separator: "\n", omittingEmptySubsequences: false).drop { $0.hasPrefix("# ") }
      .filter { !$0.hasPrefix("managesieve_sieve_capability") && !$0.hasPrefix("managesieve_notify_capability") }
      .filter { !$0.hasPrefix("# ") }
      .joined(separator: "\n").trimmingNewlines
  }

  /// `Error in configuration file …`, without the program's name and the severity.
  static func text(of message: String) -> String? {
    for severity in ["Fatal", "Error", "Warning", "Panic"] where message.hasPrefix("doveconf: \(severity): ") {
      let text = message.dropFirst("doveconf: \(severity): ".count)
      // What a panic says of itself besides.
      return text.hasPrefix("Raw backtrace: ") ? nil : String(text)
    }
    return nil
  }
}

extension String {
  var trimmingNewlines: String {
    var text = self[...]
    while text.last == "\n" { text = text.dropLast() }
    while text.first == "\n" { text = text.dropFirst() }
    return String(text)
  }
}
