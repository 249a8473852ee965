package import SettingsGraph
internal import SourceText

/// `check_policy_service, reject`: why smtpd cannot use an element of a restriction list, and what comes of it.
///
/// smtpd looks at an element when evaluation gets that far, but opens tables and policy services when it starts
/// (smtpd 3.5.25 and 3.10.13, run).
package struct RestrictionFault: Sendable, Equatable {
  package enum Consequence: Sendable, Equatable {
    /// 451 4.3.5 to every client that gets as far as the element.
    case serverError
    case passedOver
    /// smtpd does not start.
    case programEnds
  }

  package let consequence: Consequence
  package let explanation: String
  package let nextStep: String
  /// smtpd's own words, where they are known.
  package let message: String?

  private init(
    _ explanation: String, _ nextStep: String, message: String?, consequence: Consequence = .serverError
  ) {
    (self.consequence, self.explanation) = (consequence, explanation)
    (self.nextStep, self.message) = (nextStep, message)
  }

  static func unknown(_ name: String) -> RestrictionFault {
    RestrictionFault(
      "smtpd does not know it",
      name.hasPrefix("#") ? "Put the # at the start of a line of its own." : "Correct the name, or remove the element.",
      message: "unknown smtpd restriction: \"\(name)\"")
  }

  /// A bare table stands for the check of its list, and the lists for DATA have none.
  static func bareTable() -> RestrictionFault {
    RestrictionFault(
      "this list has no check of its own for a table", "Write check_sender_access or the like in front of the table.",
      message: nil)
  }

  /// A name that wants an argument, and what stands behind it.
  static func argument(_ argument: String?, of restriction: Restriction, named name: String) -> RestrictionFault? {
    let isTable = argument?.contains(":") == true
    switch restriction.argument {
    case .none: return nil
    case .table:
      return isTable
        ? nil
        : RestrictionFault(
          "it needs a table of the form type:name", "Write the table behind it.",
          message: "restriction \(name): bad argument \"\(argument ?? name)\": need maptype:mapname")
    case .policy:
      guard let argument else {
        return RestrictionFault(
          "it needs a service of the form transport:endpoint",
          "Write the service behind it, such as unix:private/policy.",
          message: "restriction \(name) must be followed by transport:server")
      }
      return isTable
        ? nil
        : RestrictionFault(
          "it needs a service of the form transport:endpoint",
          "Write the service behind it, such as unix:private/policy.",
          message: "need service transport:endpoint instead of \"\(argument)\"", consequence: .programEnds)
    case .number:
      return argument.map { !$0.isEmpty && $0.utf8.allSatisfy(ASCII.isDigit) } == true
        ? nil
        : RestrictionFault(
          "it needs a number of seconds", "Write the number behind it.",
          message: "restriction \(name) must be followed by number")
    case .domain:
      return argument != nil
        ? nil
        : RestrictionFault(
          "it needs the domain of a list", "Write the domain behind it.",
          message: "restriction \(name) requires domain name argument", consequence: .passedOver)
    }
  }

  /// What the versions that dropped a restriction name in its place.
  private static let successors = [
    "check_relay_domains": "\"reject_unauth_destination\"", "reject_maps_rbl": "\"reject_rbl_client domain-name\"",
    "permit_naked_ip_address": "\"permit_mynetworks\" or \"permit_sasl_authenticated\"",
  ]

  static func removed(_ restriction: Restriction, in version: ProgramVersion) -> RestrictionFault? {
    guard let text = restriction.removedIn, let removed = ProgramVersion(text), removed <= version else { return nil }
    let successor = successors[restriction.name]
    return RestrictionFault(
      "Postfix has dropped it in \(text)", successor.map { "Write \($0) in its place." } ?? "Remove it.",
      message: successor.map {
        "support for restriction \"\(restriction.name)\" has been removed in Postfix \(text); instead, specify \($0)"
      })
  }
}

extension RestrictionElement {
  /// Why smtpd cannot use the element.
  ///
  /// - Parameter list: the parameter, since a bare table means something else in each.
  package func fault(in version: ProgramVersion, list: ArraySlice<UInt8> = []) -> RestrictionFault? {
    switch kind {
    case .unknown: .unknown(name)
    case .builtIn(let restriction):
      .removed(restriction, in: version) ?? .argument(argument, of: restriction, named: name)
    case .table: Self.listsWithoutCheck.contains(list.text) ? .bareTable() : nil
    case .restrictionClass: nil
    }
  }

  private static let listsWithoutCheck: Set<String> = ["smtpd_data_restrictions", "smtpd_end_of_data_restrictions"]
}
