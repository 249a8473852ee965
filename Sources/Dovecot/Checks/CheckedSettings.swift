internal import SettingsGraph
internal import SourceText

/// The settings of one block as a check of the daemon sees them: what is written there, else the default.
protocol CheckedSettings {
  var version: ProgramVersion { get }
  /// Whether the files set it in this block.
  func isWritten(_ name: String) -> Bool
  func text(_ name: String) -> String
  /// Nil where the value is no value of its type.
  func typed(_ name: String) -> TypedValue?
  /// The elements of a list: of 2.4's boolean lists those that are on, of a text its words.
  func words(_ name: String) -> [String]
}

extension CheckedSettings {
  var is2_4: Bool { version >= ProgramVersion(2, 4) }

  func isOn(_ name: String) -> Bool { typed(name) == .boolean(true) }

  /// A number of whatever unit; `unlimited` is the largest there is.
  func number(_ name: String) -> UInt64 {
    switch typed(name) {
    case .number(let number), .octal(let number), .size(let number), .time(let number), .milliseconds(let number):
      number
    case .unlimited: .max
    case .boolean, .text, nil: 0
    }
  }
}

/// `mail_nfs_index = yes` without `mmap_disable = yes`: one thing that a module of the daemon looks at when all is read.
struct StructCheck: Sendable {
  enum Fault: Sendable {
    /// The value is of the right type, and the daemon refuses it all the same.
    case value
    /// A word of a list is not known.
    case word
    /// Another setting must be changed too.
    case combination
    /// The daemon only warns.
    case warning
  }

  /// 2.4: the module whose settings are looked at together.
  let module: String
  /// What it reads, the setting that is most to blame first.
  let names: [String]
  let fault: Fault
  /// What the daemon says.
  let complaint: @Sendable (any CheckedSettings) -> String?

  init(
    _ module: String, _ names: [String], _ fault: Fault = .value,
    complaint: @escaping @Sendable (any CheckedSettings) -> String?
  ) {
    self.module = module
    self.names = names
    self.fault = fault
    self.complaint = complaint
  }
}

extension StructCheck {
  /// `imapc_max_idle_time must not be 0`
  static func notZero(_ module: String, _ name: String, _ text: String? = nil) -> StructCheck {
    let text = text ?? "\(name) must not be 0"
    return StructCheck(module, [name]) { $0.number(name) == 0 ? text : nil }
  }

  static func atMost(_ limit: UInt64, _ module: String, _ name: String, _ text: String) -> StructCheck {
    StructCheck(module, [name]) { $0.number(name) > limit ? text : nil }
  }

  static func notEmpty(_ module: String, _ name: String) -> StructCheck {
    StructCheck(module, [name]) { $0.text(name).isEmpty ? "\(name) must not be empty" : nil }
  }

  static func known(
    _ module: String, _ name: String, _ words: Set<String>, ignoringCase: Bool = true, _ text: String
  ) -> StructCheck {
    StructCheck(module, [name], .word) { settings in
      let unknown = settings.words(name).first { !words.contains(ignoringCase ? $0.lowercased() : $0) }
      return unknown.map { "\(text)\($0)" }
    }
  }

  /// Every check of a line, by the settings that it reads.
  static let of2_3 = storage + storage2_3 + authentication + authentication2_3 + clients + logging + login2_3
  static let of2_4 =
    storage + storage2_4 + authentication + authentication2_4 + clients + clients2_4 + logging
    + login2_4 + statistics2_4 + plugins2_4
}

extension StructCheck {
  func report(_ complaint: String, at span: SourceSpan, _ state: inout ReadingState) {
    let name = names[0]
    switch fault {
    case .value:
      state.refuseWhole(
        "value-out-of-range", "\(name) does not take this value.", at: span, daemonText: complaint,
        nextStep: "Write a value that the daemon's message allows.")
    case .word:
      state.refuseWhole(
        "unknown-word", "The list has a word that Dovecot does not know.", at: span, daemonText: complaint,
        nextStep: "Correct the word, or remove it.")
    case .combination:
      state.refuseWhole(
        "settings-disagree", "\(name) does not go with the other settings.", at: span, daemonText: complaint,
        nextStep: "Change one of the settings that the daemon's message names.")
    case .warning:
      state.warn(
        "value-questionable", "The daemon takes this value of \(name), and warns.", at: span,
        nextStep: "Correct the value, or leave it if it is meant.", daemonMessage: complaint)
    }
  }
}
