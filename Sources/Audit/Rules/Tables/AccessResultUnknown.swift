internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `spam.example REJECTED` in an access table
struct AccessResultUnknown: Rule {
  let page = RulePage(
    code: "DT1112", title: "A result in an access table that is none",
    problem:
      "The right-hand side of an access table is no action, no restriction and no class; or it is a bare number.",
    consequence:
      "smtpd answers 451 4.3.5 Server configuration error to whom it meets. A number alone, such as 550, permits.",
    fix: "Write one of OK, REJECT, DEFER, DUNNO, a code with a text such as 550 5.7.1 No, or a restriction.",
    exceptions: "None.", sources: ["access(5)", "run with Postfix 3.7.11: 550 alone permits, REJECTED is 451 4.3.5"])

  private static let actions: Set<String> = [
    "ok", "relay", "reject", "defer", "defer_if_reject", "defer_if_permit", "bcc", "discard", "dunno", "filter", "hold",
    "prepend", "redirect", "info", "warn", "sleep", "permit", "warn_if_reject",
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    let classes = server.postfix?.values.restrictionClasses ?? []
    var seen: Set<String> = []
    return server.tables.all.compactMap { use in
      guard use.check.map({ $0.hasPrefix("check_") && $0.hasSuffix("_access") }) ?? false,
        seen.insert(use.name).inserted, let opened = server.open(use), case .keyed(let table) = opened.table,
        let pair = table.pairs.first(where: { Self.fault(of: $0.value, classes) != nil }),
        let fault = Self.fault(of: pair.value, classes)
      else { return nil }
      return Finding(
        .warning, "\(use.name) answers \(pair.value.text) for \(pair.key.text): \(fault).",
        at: [Finding.Place(use.value.name, at: nil, path: opened.source?.description), server.place(use.value)])
    }
  }

  private static func fault(of value: [UInt8], _ classes: Set<[UInt8]>) -> String? {
    let words = value.split { ASCII.isSpace($0) || $0 == ASCII.comma }
    guard let first = words.first else { return nil }
    if first.allSatisfy(ASCII.isDigit) {
      // 4XX and 5XX with a text behind it refuse.
      return words.count == 1 ? "a number alone permits" : nil
    }
    let isKnown =
      actions.contains(first.text.lowercased()) || classes.contains(Array(first)) || first.contains(ASCII.colon)
      || RestrictionTable()[first] != nil
    return isKnown ? nil : "smtpd knows no such action, and says 451 4.3.5"
  }
}
