internal import SettingsGraph
internal import SourceText

/// `mailbox_idle_check_interval = 0`: values of the right type that the daemon refuses all the same.
enum ValueLimits {
  static let names = ["mailbox_idle_check_interval", "auth_cache_size"]

  static func complaint(about name: String, _ value: TypedValue, is2_4: Bool) -> String? {
    switch (name, value) {
    case ("mailbox_idle_check_interval", .time(0)): "mailbox_idle_check_interval must not be 0"
    // 2.3 takes such a number for megabytes, as 1.x did.
    case ("auth_cache_size", .size(let bytes)) where is2_4 && (1..<1024).contains(bytes):
      "auth_cache_size value is too small (\(bytes) bytes)"
    default: nil
    }
  }

  /// Looks at one assignment, and refuses the configuration because of it.
  static func check(_ id: AssignmentID, _ name: String, _ values: TypedValueReader, _ state: inout ReadingState) {
    guard let row = state.facts(of: id)?.row, let entry = state.catalogue[row], let span = state.graph[id].origin.span,
      let value = try? values.value(state.nativeValue(of: id), of: entry),
      let complaint = complaint(about: name, value, is2_4: values.knowsUnlimited)
    else { return }
    state.refuseWhole(
      "value-out-of-range", "\(name) does not take this value.", at: span, daemonText: complaint,
      nextStep: "Write a larger value.")
  }
}

extension Language2_3 {
  func checkLimits(_ state: inout ReadingState) {
    for name in ValueLimits.names {
      guard let setting = state.graph.find(.dovecot, name.utf8) else { continue }
      for record in records {
        if let id = record.current[setting] { ValueLimits.check(id, name, values, &state) }
      }
    }
  }
}

extension Language2_4 {
  func checkLimits(_ state: inout ReadingState) {
    for block in blocks.blocks {
      for name in ValueLimits.names {
        if case .value(let id) = block.entries[Array(name.utf8)] { ValueLimits.check(id, name, values, &state) }
      }
    }
  }
}
