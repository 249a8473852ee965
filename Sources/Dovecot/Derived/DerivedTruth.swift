internal import SettingsGraph
internal import SourceText

/// What other settings make of a value: services that are not started, listeners that are closed, lists that a
/// protocol replaces.
struct DerivedTruth {
  let configuration: DovecotConfiguration
  let question: DovecotConfiguration.Question

  /// What a userdb may give is `UserdbTruth`, what the writing of the line does `WrittenValueTruth`.
  func implications(of name: String, _ resolution: Resolution) -> [Implication] {
    conflicts(resolution) + named(name, resolution) + ReaderTruth(self, name, resolution).implications
  }

  /// 2.3: filters that match together, set the same and are not one below the other.
  func conflicts(_ resolution: Resolution) -> [Implication] {
    let graph = question.graph
    return resolution.beaten.filter { $0.reason == .conflict }.prefix(1).compactMap { beaten in
      guard let winner = resolution.winner else { return nil }
      func stated(_ id: AssignmentID) -> String {
        let place = graph[id].origin.span.map { " (\(question.files.place(of: $0)))" } ?? ""
        return graph.description(of: graph[id].scope) + place
      }
      let span = graph[beaten.assignment].origin.span
      return Implication(
        "\(stated(winner)) and \(stated(beaten.assignment)) both set it and match together: Dovecot 2.3 refuses such a connection.",
        span: span, makesMoot: true, remedy: Remedy("Keep the setting in one of the two blocks.", at: span))
    }
  }

  private func named(_ name: String, _ resolution: Resolution) -> [Implication] {
    if let service = ServicePath(name) { return ofService(service, resolution) }
    switch name {
    case "login_trusted_networks": return ofTrustedNetworks(resolution)
    case "mail_plugins" where !configuration.is2_4: return ofReplacedPlugins(resolution)
    case "auth_verbose", "auth_debug": return ofAuthDebugging(name)
    default: return name.hasPrefix("ssl_") ? ofTLSSetting(name) : []
    }
  }

  // MARK: - Services and listeners

  /// A service whose protocol is not in `protocols` is not started (2.3.19.1, 2.4.1, running servers), and
  /// `port = 0` closes one listener of a service that is.
  private func ofService(_ service: ServicePath, _ resolution: Resolution) -> [Implication] {
    var implications: [Implication] = []
    let protocols = question.value(of: "protocols")
    if let needed = service.protocolName, !words(protocols.text).contains(needed) {
      let list = protocols.text.trimmed.isEmpty ? "is empty" : "= \(protocols.text.trimmed) does not name \(needed)"
      implications.append(
        Implication(
          "protocols \(list), so service \(service.name) is not started.", span: protocols.span, makesMoot: true,
          remedy: Self.enabling(needed, protocols)))
    }
    guard let port = service.portPath(is2_4: configuration.is2_4) else { return implications }
    let value = question.value(of: port)
    if value.text == "0" {
      implications.append(
        Implication(
          "\(port) = 0 closes this listener.", span: value.span, makesMoot: port != service.path,
          remedy: Remedy("Write the port number here.", at: value.span)))
    }
    return implications
  }

  /// `Write protocols = imap pop3 here.`
  static func enabling(_ needed: some StringProtocol, _ protocols: (text: String, span: SourceSpan?)) -> Remedy {
    let list = words(protocols.text).map(String.init) + [String(needed)]
    return .set("protocols", to: list.joined(separator: " "), at: protocols.span)
  }

  // MARK: - Logins

  /// 2.3 takes a client from a trusted network for secured, whatever `ssl` says; 2.4 not with `ssl = required`.
  private func ofTrustedNetworks(_ resolution: Resolution) -> [Implication] {
    let ssl = question.value(of: "ssl")
    guard ssl.text == "required" else { return [] }
    return configuration.is2_4
      ? [
        Implication(
          "With ssl = required clients from these networks are not taken for secured: they need TLS to log in.",
          span: ssl.span, makesMoot: true, remedy: .set("ssl", to: "yes", at: ssl.span))
      ]
      : [
        Implication(
          "Clients from these networks count as secured and may log in without TLS, ssl = required or not.",
          span: ssl.span)
      ]
  }

  /// `auth_debug_passwords` switches `auth_debug` on, and that `auth_verbose` (2.3 and 2.4 source).
  private func ofAuthDebugging(_ name: String) -> [Implication] {
    let stronger = name == "auth_debug" ? ["auth_debug_passwords"] : ["auth_debug", "auth_debug_passwords"]
    return stronger.compactMap { other in
      let value = question.value(of: other)
      guard value.text == "yes" else { return nil }
      return Implication(
        "\(other) = yes switches \(name) on, whatever it is set to.", span: value.span, makesMoot: true,
        remedy: .set(other, to: "no", at: value.span))
    }
  }

  private func ofTLSSetting(_ name: String) -> [Implication] {
    let ssl = question.value(of: "ssl")
    guard ssl.text == "no", !name.hasPrefix("ssl_client_") else { return [] }
    return [
      Implication(
        "ssl = no: no listener offers TLS, and \(name) is not used.", span: ssl.span, makesMoot: true,
        remedy: .set("ssl", to: "yes", at: ssl.span))
    ]
  }

  // MARK: - Lists

  /// In 2.3 a `protocol` block's own `mail_plugins` replaces the global list, unless it takes it in by its name.
  private func ofReplacedPlugins(_ resolution: Resolution) -> [Implication] {
    let graph = question.graph
    return graph.assignments(of: resolution.setting).compactMap { id in
      let assignment = graph[id]
      guard assignment.scope != .global, let span = assignment.origin.span, id != resolution.winner,
        let written = assignment.valueSpan,
        !question.files.bytes(of: written).contains("$mail_plugins")
      else { return nil }
      return Implication(
        "\(graph.description(of: assignment.scope)) has a list of its own (\(question.files.place(of: span))), which replaces this one there.",
        span: span)
    }
  }

  func words(_ list: String) -> [Substring] { Self.words(list) }

  static func words(_ list: String) -> [Substring] {
    list.split { $0 == " " || $0 == "," || $0 == "\t" }
  }
}

extension String {
  fileprivate var trimmed: String { utf8.trimmingSpace().text }
}
