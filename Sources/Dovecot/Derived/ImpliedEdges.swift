internal import SettingsGraph
internal import SourceText

extension DovecotConfiguration {
  /// Puts the settings that decide over others on the graph as edges, each with its rule and how it is known.
  func addImpliedEdges(to graph: inout SettingsGraph) {
    let login = is2_4 ? "auth_allow_cleartext" : "disable_plaintext_auth"
    let pairs = [
      ("ssl", login, "ssl = required wants TLS before any login (running servers, 2.3.19.1 and 2.4.1)"),
      (
        "ssl", "login_trusted_networks", "in 2.4 ssl = required counts for trusted networks too (running server, 2.4.1)"
      ),
      ("auth_debug_passwords", "auth_debug", "auth_debug_passwords switches auth_debug on (source)"),
      ("auth_debug", "auth_verbose", "auth_debug switches auth_verbose on (source)"),
    ]
    for (from, to, rule) in pairs {
      guard let cause = graph.find(.dovecot, from.utf8), let effect = graph.find(.dovecot, to.utf8) else { continue }
      graph.add(Edge(.implies, from: .setting(cause), to: .setting(effect), explanation: rule))
    }
    addServiceEdges(to: &graph)
  }

  /// `protocols` decides which services are started; without the name of its protocol a service's settings are idle.
  private func addServiceEdges(to graph: inout SettingsGraph) {
    guard let protocols = graph.find(.dovecot, "protocols".utf8) else { return }
    for setting in explicitSettings(of: graph) {
      guard let service = ServicePath(graph.name(of: setting)), let needed = service.protocolName else { continue }
      graph.add(
        Edge(
          .implies, from: .setting(protocols), to: .setting(setting),
          explanation: "service \(service.name) is started only where protocols names \(needed) (running servers)"))
    }
  }
}
