internal import MailServer
internal import Postfix
internal import SettingsGraph

/// What two states of one server differ in for those who connect: `port 110: passwords without TLS: refused → accepted`.
struct ListenerDifference {
  private let before: MailServer
  private let after: MailServer

  init(from before: MailServer, to after: MailServer) {
    self.before = before
    self.after = after
  }

  /// For everybody, and besides for the networks that wishes name.
  func effects(for wishes: [Wish]) -> [ListenerEffect] {
    let general = effects(in: Context(), label: "")
    var networks: [String] = []
    for case .setting(let wish) in wishes {
      if let remote = wish.scope.remote, !networks.contains(remote) { networks.append(remote) }
    }
    return general
      + networks.flatMap { network in
        let address = ConnectionContexts(WishScope(remote: network), after).all.first?.remoteIP
        return effects(in: Context(remoteIP: address), label: " from \(network)").filter { effect in
          !general.contains {
            $0.fact == effect.fact && $0.after == effect.after && effect.listener.hasPrefix($0.listener)
          }
        }
      }
  }

  /// Ports on which more than one daemon or service would listen, that had no such quarrel before.
  var quarrels: [String] {
    let old = Self.sharedPorts(before)
    return Self.sharedPorts(after).filter { old[$0.key] == nil }.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func sharedPorts(_ server: MailServer) -> [Int: String] {
    let open = Listeners(of: server).network.filter { $0.port != nil && $0.kind != .lmtp }
    let shared = Dictionary(grouping: open) { $0.port ?? 0 }.filter { _, listeners in
      // One daemon may listen on a port of several addresses; two need addresses of their own.
      Set(listeners.map(\.daemon)).count > 1 && listeners.contains { $0.isEverywhere }
    }
    return shared.mapValues { listeners in
      "port \(listeners[0].port ?? 0) would be taken by "
        + listeners.map { "\($0.daemon)'s \($0.service)" }.joined(separator: " and by ")
    }
  }

  private func effects(in context: Context, label: String) -> [ListenerEffect] {
    let old = Dictionary(
      Listeners(of: before, in: context).all.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
    return Listeners(of: after, in: context).all.flatMap { listener -> [ListenerEffect] in
      guard listener.socket == nil else { return [] }
      let facts = listener.facts
      let oldFacts = old[listener.identity]?.facts ?? ["open": "no"]
      guard facts["open"] != "no" || oldFacts["open"] != "no" else { return [] }
      let told = facts["open"] == "no" ? ["open"] : Listener.factNames
      return told.filter { facts[$0] != oldFacts[$0] }.map { name in
        ListenerEffect(
          listener: "\(listener.place) (\(listener.daemon) \(listener.service))\(label)", fact: name,
          before: oldFacts["open"] == "no" && name != "open" ? nil : oldFacts[name], after: facts[name])
      }
    }
  }
}

extension Listener {
  fileprivate var identity: String { "\(daemon) \(service) \(name)" }

  fileprivate var isEverywhere: Bool {
    guard case .network(let addresses, _, _) = endpoint else { return false }
    return addresses.contains { ["*", "::", "all"].contains($0) }
  }

  fileprivate static let factNames = [
    "open", "TLS", "logins", "passwords without TLS", "mechanisms", "HELO checks",
  ]

  /// What a client meets, in words.
  fileprivate var facts: [String: String] {
    [
      "open": Self.word(isOpen) { $0 ? "yes" : "no" }, "TLS": Self.word(tls) { $0.rawValue },
      "logins": Self.word(logins.isOffered) { $0 ? "yes" : "no" },
      "passwords without TLS": Self.word(logins.plaintextBeforeTLS) { $0 ? "accepted" : "refused" },
      "mechanisms": Self.word(logins.mechanisms) { $0.joined(separator: " ") }, "HELO checks": helloChecks,
    ]
  }

  private static func word<Fact>(_ decided: Decided<Fact>, _ text: (Fact) -> String) -> String {
    decided.fact.map(text) ?? "depends on \(decided.missing ?? "what is not in the files")"
  }

  private var helloChecks: String {
    let names = stages.flatMap { stage in stage.elements.map { $0.name.lowercased() } }
    let checks = names.filter { $0.hasPrefix("reject_") && $0.contains("hel") || $0 == "check_helo_access" }
    return checks.isEmpty ? "none" : checks.joined(separator: " ")
  }
}
