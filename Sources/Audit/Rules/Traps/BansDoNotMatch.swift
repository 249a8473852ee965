internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `[dovecot] enabled = true` for fail2ban 1.1.0 with Dovecot 2.4
struct BansDoNotMatch: Rule {
  let page = RulePage(
    code: "DT1219", title: "fail2ban does not find failed logins in the log",
    problem:
      "A jail of fail2ban for Dovecot or Postfix is on, and the daemon writes its log in a form that the filter does not match.",
    consequence: "Nobody is banned any more, and fail2ban says nothing: passwords can be tried without end.",
    fix:
      "Install fail2ban 1.1.1 or write filter.d/dovecot.local; keep rip= in login_log_format_elements, and a syslog_name that begins with postfix.",
    exceptions: "The filter was adapted in a file of another name.",
    sources: [
      "fail2ban 1.0.2 run over log lines of Dovecot 2.3.19.1 and 2.4.1, Postfix 3.7.11", "fail2ban ChangeLog 1.1.1",
    ])

  func findings(on server: AuditedServer) -> [Finding] {
    BanJails(server).enabled.flatMap { jail -> [Finding] in
      guard !isAdapted(jail, server) else { return [] }
      if jail.filter == "dovecot" { return oldFilter(jail, server) + addressMissing(jail, server) }
      return jail.filter.hasPrefix("postfix") ? otherName(jail, server) : []
    }
  }

  private func isAdapted(_ jail: BanJails.Jail, _ server: AuditedServer) -> Bool {
    server.server.tree.exists(TreePath("/etc/fail2ban/filter.d/\(jail.filter).local"))
  }

  private func place(_ jail: BanJails.Jail) -> Finding.Place {
    Finding.Place("jail \(jail.name)", at: nil, path: jail.path)
  }

  /// The texts of 2.4 (`Login aborted: …`) are matched from 1.1.1 on.
  private func oldFilter(_ jail: BanJails.Jail, _ server: AuditedServer) -> [Finding] {
    guard server.hasDovecot2_4(), let installed = PackageDatabase.version(of: "fail2ban", in: server.server.tree),
      installed < ProgramVersion(1, 1, 1)
    else { return [] }
    return [
      Finding(
        .warning, "The filter dovecot of fail2ban \(installed) does not match the log of Dovecot 2.4.",
        at: [place(jail)])
    ]
  }

  private func addressMissing(_ jail: BanJails.Jail, _ server: AuditedServer) -> [Finding] {
    guard let elements = server.dovecot("login_log_format_elements"), elements.isWritten, !elements.isEmpty,
      !elements.text.contains("rip=")
    else { return [] }
    return [
      server.finding(
        .warning, "login_log_format_elements has no rip=, and fail2ban's filter looks for the address there.", elements,
        besides: [])
    ]
  }

  private func otherName(_ jail: BanJails.Jail, _ server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let name = server.postfix("syslog_name", in: listener.context), name.isWritten,
        !name.text.hasPrefix("postfix")
      else { return nil }
      return server.finding(
        .warning, "\(server.text(name)) is no name that fail2ban's filter \(jail.filter) matches.", name, at: listener)
    }
  }
}
