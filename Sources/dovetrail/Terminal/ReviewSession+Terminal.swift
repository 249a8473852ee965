internal import Planning
internal import Reports

extension ReviewSession {
  /// Asks about change after change until all are decided or the reviewer quits.
  ///
  /// - Throws: `Keyboard.Interrupted` at Ctrl-C: nothing is decided then.
  mutating func run(on keyboard: Keyboard) throws(Keyboard.Interrupted) {
    guard current != nil else { return }
    show()
    while true {
      Standard.output.write(Array(styled(prompt).utf8))
      guard let key = try keyboard.key() else { return }
      // A key that is not echoed by the terminal is echoed here, as far as it can be shown.
      Standard.output.write((0x21...0x7E).contains(key) ? [key, 0x0A] : [0x0A])
      switch press(key) {
      case .show: show()
      case .showParts: showParts()
      case .help: write { output in for line in Self.help { output.line(line, .red) } }
      case .askNote:
        Standard.output.write(Array("Note: ".utf8))
        take(note: keyboard.line())
      case .say(let text): write { $0.line(text, .red) }
      case .end: return
      }
    }
  }

  private func styled(_ text: String) -> String { Standard.output.style().styled(text, .cyan) }

  private func write(_ body: (inout TextOutput) -> Void) {
    var output = TextOutput(style: Standard.output.style())
    body(&output)
    Standard.output.write(output)
  }

  private func show() {
    guard let current else { return }
    write { output in
      output.line()
      PlanText.write(
        current, number: index + 1, dependents: plan.dependents(of: current.id), to: &output)
    }
  }

  /// The edits one by one. They fulfil one wish together, so they are decided together.
  private func showParts() {
    guard let current else { return }
    let count = current.edits.count
    write { output in
      for (number, edit) in current.edits.enumerated() {
        output.line("edit \(number + 1) of \(count): \(edit.path):\(edit.line)", .bold)
        let removed = String(decoding: edit.removed, as: UTF8.self)
        let inserted = String(decoding: edit.inserted, as: UTF8.self)
        for line in removed.split(separator: "\n") { output.line("-\(line)", .red) }
        for line in inserted.split(separator: "\n") { output.line("+\(line)", .green) }
      }
      if count > 1 { output.line("They fulfil one wish together and are decided together.", .dim) }
    }
  }
}
