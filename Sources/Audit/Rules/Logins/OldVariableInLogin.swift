internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `passdb passwd-file { passwd_file_path = /etc/dovecot/%d }`
struct OldVariableInLogin: Rule {
  let page = RulePage(
    code: "DT0814", title: "A variable of 2.3 in the login settings of 2.4",
    problem: "A setting of Dovecot 2.4 that is used for logins has a variable like %u or %d.",
    consequence:
      "2.4 takes the letters as they are: the file or user is not found, and nobody can log in. doveconf does not notice.",
    fix: "Write %{user}, %{user | username} or %{user | domain}.",
    exceptions: "None.",
    sources: ["Dovecot documentation, Upgrading from 2.3 to 2.4", "run with Dovecot 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    let graph = server.server.graph
    var spans: [SourceSpan] = []
    for assignment in graph.assignments where graph[assignment.setting].daemon == .dovecot {
      let name = graph.name(of: assignment.setting)
      guard let span = assignment.origin.span,
        ["passdb/", "userdb/", "auth_", "passwd_file_", "ldap_"].contains(where: name.hasPrefix)
      else { continue }
      spans.append(span)
    }
    return server.findings(ofDiagnostics: ["dovecot.old-variable"], severity: .error).filter { finding in
      guard let place = finding.places.first?.span else { return false }
      return spans.contains { $0.file == place.file && $0.lower <= place.lower && place.upper <= $0.upper }
    }
  }
}
