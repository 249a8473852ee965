internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `submission in master.cf and protocols = submission in Dovecot`
struct PortTakenTwice: Rule {
  let page = RulePage(
    code: "DT0610", title: "Two daemons want the same port",
    problem: "Two open listeners have the same port and address.",
    consequence:
      "The daemon that starts second does not get the port: Postfix does not start at all, Dovecot logs an error for the listener.",
    fix: "Close one of the two: port = 0 in Dovecot, or a comment in master.cf.",
    exceptions: "None.",
    sources: ["bind(2): Address already in use"])

  func findings(on server: AuditedServer) -> [Finding] {
    let postfix = server.listeners.network.filter { $0.daemon == .postfix }
    let dovecot = server.listeners.network.filter { $0.daemon != .postfix }
    return postfix.flatMap { one in
      dovecot.filter { $0.port == one.port && one.port != nil && overlaps(one, $0) }.map { other in
        Finding(
          .error, "\(one.daemon) \(one.service) and \(other.daemon) \(other.service) both want \(one.place).",
          at: [server.place(one), server.place(other)], listeners: [one.place])
      }
    }
  }

  private static let everything: Set<String> = ["all", "*", "::", "0.0.0.0", "[::]", ""]

  private func overlaps(_ one: Listener, _ other: Listener) -> Bool {
    guard case .network(let first, _, _) = one.endpoint, case .network(let second, _, _) = other.endpoint else {
      return false
    }
    let isEverywhere = !Self.everything.isDisjoint(with: first) || !Self.everything.isDisjoint(with: second)
    return isEverywhere || !Set(first).isDisjoint(with: second)
  }
}
