internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_recipient_restrictions = permit_mynetworks, reject, reject_rbl_client zen.example`
struct UnreachableRestriction: Rule {
  let page = RulePage(
    code: "DT0202", title: "Restrictions behind the end of a list",
    problem: "Behind permit, reject or defer more restrictions follow.",
    consequence: "They are never asked. Postfix logs a warning; whoever added them believes that they work.",
    fix: "Move the end to the end, or remove what stands behind it.",
    exceptions: "None.",
    sources: ["SMTPD_ACCESS_README", "run: restriction after permit is ignored"])

  private static let ends: Set<String> = ["permit", "reject", "defer"]

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      listener.stages.compactMap { stage in
        let elements = stage.list.elements
        guard let end = end(of: elements), end + 1 < elements.count, stage.value.isWritten else { return nil }
        let lost = elements[(end + 1)...].map(\.name).joined(separator: ", ")
        return server.finding(
          .warning, "\(stage.kind.rawValue): \(lost) stands behind \(elements[end].name) and is never asked.",
          stage.value, at: listener)
      }
    }
  }

  /// An end behind warn_if_reject is none: it only logs.
  private func end(of elements: [RestrictionElement]) -> Int? {
    elements.indices.first { index in
      let isSoftened = index > 0 && elements[index - 1].name.lowercased() == "warn_if_reject"
      return Self.ends.contains(elements[index].name.lowercased())
        && !(isSoftened && elements[index].name.lowercased() != "permit")
    }
  }
}
