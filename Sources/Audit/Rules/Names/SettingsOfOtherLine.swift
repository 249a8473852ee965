internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `disable_plaintext_auth = yes` with Dovecot 2.4
struct SettingsOfOtherLine: Rule {
  let page = RulePage(
    code: "DT1005", title: "Settings of the other line of Dovecot",
    problem: "The files have names of Dovecot 2.3 and the installed Dovecot is 2.4, or the reverse.",
    consequence: "Dovecot refuses the whole configuration: it does not start (systemd tells status 89).",
    fix: "Rewrite the files for the installed line; most names and many values are others.",
    exceptions: "Files that wait for an upgrade, looked at with the version of before.",
    sources: ["Dovecot documentation, Upgrading from 2.3 to 2.4", "doveconf -n of 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let dovecot = server.dovecot else { return [] }
    let names = UnknownDovecotNames(server).all
    return Set(names.compactMap(\.otherLine)).sorted().compactMap { line in
      let others = names.filter { $0.otherLine == line }
      guard let first = others.first else { return nil }
      let count = Set(others.map(\.name)).count
      let what = count == 1 ? "\(first.name) belongs" : "\(count) names, \(first.name) the first, belong"
      return Finding(
        .error, "\(what) to Dovecot \(line), and \(dovecot.version.version) refuses \(count == 1 ? "it" : "them").",
        at: others.map { Finding.Place($0.name, at: $0.span) })
    }
  }
}
