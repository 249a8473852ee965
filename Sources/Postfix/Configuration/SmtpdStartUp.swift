internal import SettingsGraph
internal import SourceText

/// `smtpd_relay_restrictions = permit_mynetworks` alone: what makes smtpd give up when it starts, unseen by postconf.
///
/// The port still takes connections, since master listens; nobody greets. Observed with smtpd of 3.5.25, 3.7.11 and
/// 3.10.13. Each service is judged with its own options; what several services share is told once.
struct SmtpdStartUp {
  private let configuration: PostfixConfiguration

  init(_ configuration: PostfixConfiguration) { self.configuration = configuration }

  /// A refusal, and the parameter whose assignment is to blame.
  private struct Refusal {
    let parameter: String
    let message: String
    let explanation: String
    let nextStep: String
  }

  var problems: [Diagnostic] {
    var told: Set<String> = []
    var found: [Diagnostic] = []
    for entry in configuration.master?.entries ?? [] where Self.isSmtpd(entry) {
      for refusal in refusals(of: Lists(entry, configuration)) where told.insert(refusal.message).inserted {
        found.append(
          Diagnostic(
            .error, code: "postfix.smtpd-refuses", "\(entry.name): \(refusal.explanation)",
            at: place(of: refusal.parameter, in: entry), nextStep: refusal.nextStep, daemonMessage: refusal.message,
            isRefusedByDaemon: true))
      }
    }
    return found
  }

  private static func isSmtpd(_ entry: MasterCfEntry) -> Bool { entry.command.elementsEqual("smtpd".utf8) }

  /// The option of the service, or else the assignment of main.cf, or the file.
  private func place(of parameter: String, in entry: MasterCfEntry) -> Diagnostic.Place {
    let name = Array(parameter.utf8)[...]
    if let option = entry.options.last(where: { $0.nameBytes[...] == name }),
      let span = configuration.masterSpan(option.span)
    {
      return .span(span)
    }
    return FindingPlaces(configuration).place(of: .main(name: name))
  }

  private func refusals(of lists: Lists) -> [Refusal] {
    lists.undefinedClasses.map { name in
      Refusal(
        parameter: "smtpd_restriction_classes", message: "restriction class `\(name)' needs a definition",
        explanation: "The restriction class \(name) has no list.", nextStep: "Write \(name) = and its restrictions.")
    } + openRelay(lists) + Self.actions.compactMap { badAction($0, lists) } + badWords(lists)
  }

  private func openRelay(_ lists: Lists) -> [Refusal] {
    guard !lists.rejects("smtpd_relay_restrictions"), !lists.rejects("smtpd_recipient_restrictions") else { return [] }
    return [
      Refusal(
        parameter: "smtpd_relay_restrictions",
        message: "in parameter smtpd_relay_restrictions or smtpd_recipient_restrictions, specify at least one working "
          + "instance of: reject_unauth_destination, defer_unauth_destination, reject, defer, defer_if_permit or "
          + "check_relay_domains",
        explanation: "Neither list refuses mail to strangers' domains, and smtpd does not run as an open relay.",
        nextStep: "Write reject_unauth_destination into one of the two lists, before any permit.")
    ]
  }

  /// Parameters that say what a temporary failure does.
  private static let actions = [
    "reject_tempfail_action", "unknown_address_tempfail_action", "unknown_helo_hostname_tempfail_action",
    "unverified_recipient_tempfail_action", "unverified_sender_tempfail_action",
  ]

  private func badAction(_ name: String, _ lists: Lists) -> Refusal? {
    guard let value = lists.value(of: Array(name.utf8)[...]),
      !["defer", "defer_if_permit"].contains(value.map(ASCII.lowercased).text)
    else { return nil }
    return Refusal(
      parameter: name, message: "bad configuration: \(name) = \(value.printable)",
      explanation: "\(name) takes defer or defer_if_permit.", nextStep: "Write defer_if_permit, or remove the line.")
  }
}

extension SmtpdStartUp {
  private static let noticeClasses: Set<String> = [
    "bounce", "2bounce", "data", "delay", "policy", "protocol", "resource", "software",
  ]
  private static let securityLevels: Set<String> = [
    "none", "may", "encrypt", "fingerprint", "half-dane", "dane", "dane-only", "verify", "secure",
  ]

  /// Words out of a small set, which a program takes without regard to case.
  private func badWords(_ lists: Lists) -> [Refusal] {
    var found: [Refusal] = []
    let notices = lists.value(of: Array("notify_classes".utf8)[...]) ?? []
    let words = Tokens.split(notices, bracing: false).map { notices[$0] }
    if let word = words.first(where: { !Self.noticeClasses.contains($0.map(ASCII.lowercased).text) }) {
      found.append(
        Refusal(
          parameter: "notify_classes",
          message: "unknown notify_classes value \"\(word.printable)\" in \"\(notices.printable)\"",
          explanation: "\(word.printable) is no class of notices.", nextStep: "Write the name of a class of notices."))
    }
    let level = lists.value(of: Array("smtpd_tls_security_level".utf8)[...]) ?? []
    if !level.isEmpty, !Self.securityLevels.contains(level.map(ASCII.lowercased).text) {
      found.append(
        Refusal(
          parameter: "smtpd_tls_security_level", message: "Invalid TLS level \"\(level.printable)\"",
          explanation: "\(level.printable) is no TLS security level.", nextStep: "Write none, may or encrypt."))
    }
    return found
  }
}

/// The restriction lists and classes of one smtpd service, with its options.
private struct Lists {
  private let scope: ServiceScope
  private let dialect: MacroDialect
  private var classes: [[UInt8]: ArraySlice<UInt8>] = [:]
  private(set) var undefinedClasses: [String] = []

  /// Any of these, before a `permit`, satisfies smtpd; only the words are compared, without case.
  private static let required: Set<String> = [
    "reject_unauth_destination", "defer_unauth_destination", "reject", "defer", "defer_if_permit",
    "check_relay_domains",
  ]

  init(_ entry: MasterCfEntry, _ configuration: PostfixConfiguration) {
    scope = ServiceScope(configuration.values, options: PostfixConfiguration.options(of: entry))
    dialect = configuration.values.dialect
    guard let list = value(of: Array("smtpd_restriction_classes".utf8)[...]) else { return }
    for item in Tokens.split(list, bracing: false) {
      let name = Array(list[item])
      if let body = value(of: name[...]), !body.isEmpty {
        classes[name] = body
      } else {
        undefinedClasses.append(name.printable)
      }
    }
  }

  /// The expanded value; nil where it has none or a macro in it is wrong, which is told elsewhere.
  func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    scope.value(of: name).flatMap { try? MacroExpander.expand($0, in: scope, dialect: dialect) }
  }

  func rejects(_ parameter: String) -> Bool {
    guard let list = value(of: Array(parameter.utf8)[...]) else { return false }
    var seen: Set<[UInt8]> = []
    return rejects(list, &seen)
  }

  /// Classes are followed, each once: one that names itself makes smtpd crash.
  private func rejects(_ list: ArraySlice<UInt8>, _ seen: inout Set<[UInt8]>) -> Bool {
    var items = Tokens.split(list)[...]
    while let item = items.popFirst() {
      let word = list[item].map(ASCII.lowercased).text
      if word == "warn_if_reject", !items.isEmpty {
        items.removeFirst()
        continue
      }
      if word == "permit" { return false }
      if Self.required.contains(word) { return true }
      let name = Array(list[item])
      if let body = classes[name], seen.insert(name).inserted, rejects(body, &seen) { return true }
    }
    return false
  }
}
