internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `pcre:/etc/postfix/helo` without the package postfix-pcre
struct TableTypeNotInstalled: Rule {
  let page = RulePage(
    code: "DT1106", title: "Postfix cannot open tables of this type",
    problem: "A value names a table of a type that Postfix does not have, or whose package is not installed.",
    consequence: "unsupported dictionary type: every lookup fails, and mail that needs it is deferred.",
    fix: "Install the package, or write a type that postconf -m lists.",
    exceptions: "A type that was built in by hand.",
    sources: ["postconf -m", "Debian's packages postfix-pcre, postfix-lmdb, postfix-mysql and others"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let postfix = server.postfix else { return [] }
    return server.tables.all.compactMap { use in
      let type = use.reference.type
      let missing = MapType(type, postfix.version, server.server.tree).missingPackage
      guard missing != nil || isUnknown(use, server) else { return nil }
      let what = missing.map { "the package \($0) is not installed" } ?? "Postfix has no such type"
      return server.finding(.error, "\(use.name) cannot be opened: \(what).", use)
    }
  }

  private func isUnknown(_ use: TableUse, _ server: AuditedServer) -> Bool {
    guard case .unavailable(let reason)? = server.open(use)?.table else { return false }
    return reason.hasPrefix("unsupported dictionary type")
  }
}
