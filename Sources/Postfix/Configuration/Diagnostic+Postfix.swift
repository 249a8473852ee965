internal import ServerTree
internal import SettingsGraph
internal import SourceText

extension Diagnostic {
  /// A file of the configuration that could not be read.
  static func unreadable(_ path: TreePath, _ error: TreeError) -> Diagnostic {
    let step =
      switch error {
      case .absent: "Check the directory (config_directory, --postfix), or put the file there."
      case .permissionDenied: "Run as a user who may read it."
      case .isDirectory, .notRegularFile: "Put a regular file in its place."
      default: "Make the file readable."
      }
    return Diagnostic(
      .error, code: "postfix.unreadable-file", "\(path) cannot be read: \(error.reason).", at: .path(path.description),
      nextStep: step, daemonMessage: "open \(path): \(error.reason)", isRefusedByDaemon: true)
  }
}

extension MasterCfFault {
  func diagnostic(_ file: FileID, _ path: String, line number: Int) -> Diagnostic {
    let place = Diagnostic.Place.span(SourceSpan(file: file, place))
    switch kind {
    case .fieldCount(let count):
      return Diagnostic(
        .error, code: "postfix.field-count", "This entry has \(count) fields; a service has at least eight.", at: place,
        nextStep: "Write service, type, private, unprivileged, chroot, wakeup, process limit and command.",
        daemonMessage: "file \(path): line \(number): bad field count", isRefusedByDaemon: true)
    case .field(let field, let value, let rest):
      return Diagnostic(
        .error, code: "postfix.field-value", "\"\(value)\" is no value for the field \(field.name).", at: place,
        nextStep: field.advice, daemonMessage: "invalid \(field.name) field \"\(value)\" in \"\(rest)\"",
        isRefusedByDaemon: true)
    case .privateInet:
      return Diagnostic(
        .error, code: "postfix.private-inet", "An inet service cannot be private; - means y here.", at: place,
        nextStep: "Write n in the third field.", daemonMessage: "inet service cannot be private",
        isRefusedByDaemon: true)
    case .argument(let message):
      return Diagnostic(
        .error, code: "postfix.option-syntax", "The program of this service refuses to start: \(message).", at: place,
        nextStep: "Write -o name=value without blanks, or -o { name = value }.", daemonMessage: message,
        isRefusedByDaemon: true)
    }
  }
}

extension MasterCfField {
  fileprivate var advice: String {
    switch self {
    case .type: "Write inet, unix, unix-dgram, fifo or pass."
    case .private, .unprivileged, .chroot: "Write y, n or -."
    case .wakeup: "Write a number of seconds, possibly with ?, or -."
    case .processLimit: "Write a number, or -."
    case .service, .command: "Write a name."
    }
  }
}

extension NameFinding {
  func diagnostic(place: Diagnostic.Place, directory: String, configuration: PostfixConfiguration, advice: NameAdvice?)
    -> Diagnostic
  {
    let words = kindWords(configuration, advice)
    return Diagnostic(
      words.severity, code: words.code, words.message, at: place, nextStep: words.nextStep,
      daemonMessage: shownMessage(in: directory, configuration), isRefusedByDaemon: words.isRefused)
  }

  /// postconf prints values; a secret one is hidden.
  private func shownMessage(in directory: String, _ configuration: PostfixConfiguration) -> String {
    guard case .unused(let name, let value, let advice) = kind,
      configuration.isSecret(Array(name.utf8)[...], Array(value.utf8)[...])
    else { return message(in: directory) }
    let hidden = NameFinding(.unused(name: name, value: SettingValue.placeholder, advice: advice), at: self.place)
    return hidden.message(in: directory)
  }

  private struct Words {
    var severity: Diagnostic.Severity = .warning
    let code: String
    let message: String
    let nextStep: String
    var isRefused = false
  }

  private func kindWords(_ configuration: PostfixConfiguration, _ advice: NameAdvice?) -> Words {
    switch kind {
    case .unused(let name, _, _): return Self.unused(name, configuration, advice)
    case .deprecated(let name, let advice):
      return Words(
        code: "postfix.deprecated-parameter", message: "Support for \(name) will be removed.",
        nextStep: "Instead, \(advice).")
    case .undefined(let name):
      return Words(
        code: "postfix.undefined-parameter",
        message: "$\(name) has neither a value nor a default: it expands to nothing.",
        nextStep: "Set \(name) in main.cf, or correct the name.")
    case .readOnly(let name, _):
      return Words(
        code: "postfix.read-only-parameter", message: "Only Postfix itself sets \(name); the assignment is ignored.",
        nextStep: "Remove the assignment.")
    case .macro(let error):
      return Words(
        severity: .error, code: "postfix.macro", message: "A macro in this value is wrong: \(error.message).",
        nextStep: "Correct the macro; write $$ for one $.", isRefused: configuration.names.isFatal)
    case .braces(let fault, _):
      return Words(code: "postfix.braces", message: "Braces do not match: \(fault).", nextStep: "Close the braces.")
    case .comment:
      return Words(
        code: "postfix.comment-after-text", message: "A # behind other text is part of the value, not a comment.",
        nextStep: "Put the comment on a line of its own.")
    case .clientUnreadable(_, let path, let reason):
      return Words(
        code: "postfix.unreadable-table", message: "\(path) cannot be read: \(reason).",
        nextStep: "Create the file, or correct its name.")
    case .clientUnused(let words):
      return Words(code: "postfix.unused-client-setting", message: words, nextStep: "Correct the name of the setting.")
    case .clientFault(let words):
      return Words(
        severity: .error, code: "postfix.syntax", message: words, nextStep: "Write name = value.", isRefused: true)
    }
  }

  private static func unused(_ name: String, _ configuration: PostfixConfiguration, _ advice: NameAdvice?) -> Words {
    let bytes = Array(name.utf8)[...]
    let step: String
    if let first = advice?.suggestions(for: bytes).first {
      step = "Did you mean \(first)?"
    } else if let other = advice?.otherVersion(knowing: bytes) {
      step = "Remove it: Postfix \(other) knows it, \(configuration.version.version) does not."
    } else if let service = ServiceParameters.service(of: bytes) {
      step = "Add a service \(service.text) to master.cf, or correct the name."
    } else {
      step = "Correct the name, or remove the assignment."
    }
    return Words(code: "postfix.unused-parameter", message: "Nothing reads \(name).", nextStep: step)
  }
}
