internal import SettingsGraph
internal import SourceText

extension DovecotConfiguration {
  /// Puts the settings that decide over others on the graph as edges, each with its rule and how it is known.
  func addImpliedEdges(_ files: SourceFiles, to graph: inout SettingsGraph) {
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
    addPluginEdges(files, to: &graph)
  }

  /// What decides over a setting besides its own assignments: whether its service runs and its listener listens, and
  /// whether a process of the one protocol that reads it does.
  private func addServiceEdges(to graph: inout SettingsGraph) {
    let protocols = graph.find(.dovecot, "protocols".utf8)
    for setting in explicitSettings(of: graph) {
      let path = graph.names[graph[setting].name]
      if path.starts(with: "service/".utf8), let service = ServicePath(graph.name(of: setting)) {
        addEdges(of: service, setting, protocols, to: &graph)
      } else if !path.contains(ASCII.slash), let protocols,
        let reader = ReaderTruth.readingProtocol(of: graph.name(of: setting))
      {
        graph.add(
          Edge(
            .implies, from: .setting(protocols), to: .setting(setting),
            explanation: "only processes of \(reader) read it, which run where protocols names \(reader) (source)"))
      }
    }
  }

  /// `protocols` decides which services are started, and `port = 0` closes one listener.
  private func addEdges(
    of service: ServicePath, _ setting: SettingID, _ protocols: SettingID?, to graph: inout SettingsGraph
  ) {
    if let protocols, let needed = service.protocolName {
      graph.add(
        Edge(
          .implies, from: .setting(protocols), to: .setting(setting),
          explanation: "service \(service.name) is started only where protocols names \(needed) (running servers)"))
    }
    guard let path = service.portPath(is2_4: is2_4), let port = graph.find(.dovecot, path.utf8), port != setting
    else { return }
    graph.add(
      Edge(
        .implies, from: .setting(port), to: .setting(setting),
        explanation: "a listener with port = 0 does not listen (running servers, 2.3.19.1 and 2.4.1)"))
  }

  /// 2.3: `mail_plugins` in `protocol imap {` replaces the global list there, unless it names `$mail_plugins`.
  private func addPluginEdges(_ files: SourceFiles, to graph: inout SettingsGraph) {
    guard !is2_4, let setting = graph.find(.dovecot, "mail_plugins".utf8) else { return }
    let assignments = graph.assignments(of: setting)
    guard let everywhere = assignments.last(where: { graph[$0].scope == .global && graph[$0].origin.span != nil })
    else { return }
    for id in assignments where graph[id].scope != .global {
      guard let value = graph[id].valueSpan else { continue }
      let adds = files.bytes(of: value).contains("$mail_plugins")
      let rule =
        adds
        ? "$mail_plugins is the list as it was where the block stands"
        : "a list in a block replaces the one outside it"
      graph.add(
        Edge(
          .implies, from: .assignment(id), to: .assignment(everywhere),
          explanation: "\(rule), \(graph.description(of: graph[id].scope)) (2.3.13 and 2.3.19.1)"))
    }
  }
}
