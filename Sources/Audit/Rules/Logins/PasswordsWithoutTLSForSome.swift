internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `remote 198.51.100.0/24 { disable_plaintext_auth = no }`
struct PasswordsWithoutTLSForSome: Rule {
  let page = RulePage(
    code: "DT0817", title: "Some clients may send passwords without TLS",
    problem: "A remote block lets the clients of one network log in without TLS.",
    consequence: "Who sees their packets has their accounts. In a network of one's own that may be a choice.",
    fix: "Replace the old clients, and remove the block.",
    exceptions: "Devices that know no TLS, in a network of their own.",
    sources: ["RFC 8314", "run with Dovecot 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    let graph = server.server.graph
    return server.listeners.network.filter { $0.daemon == .dovecot && !$0.exposure.is(.loopback) }
      .flatMap { listener in
        listener.logins.exceptions.compactMap { id -> Finding? in
          let assignment = graph[id]
          guard let remote = graph.conditions(of: assignment.scope).first(where: { $0.word == "remote" }),
            let network = Network(remote.name), !network.address.isLoopback, allows(assignment, server),
            let span = assignment.origin.span
          else { return nil }
          let isNear = network.address.isPrivate && network.bits > 0
          return Finding(
            isNear ? .note : .warning, "Clients from \(remote.name) may send passwords without TLS.",
            at: [Finding.Place(graph.name(of: assignment.setting), at: span)], listeners: [listener.place])
        }
      }
  }

  private func allows(_ assignment: Assignment, _ server: AuditedServer) -> Bool {
    let value = assignment.value.revealed(in: server.server.files).text.lowercased()
    return switch server.server.graph.name(of: assignment.setting) {
    case "disable_plaintext_auth": value == "no"
    case "auth_allow_cleartext": value == "yes"
    default: false
    }
  }
}
