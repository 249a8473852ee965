package import SettingsGraph
internal import SourceText

/// What a filter asks of a connection: `local 192.0.2.1 { protocol imap {` asks two things.
package struct FilterFacts: Hashable, Sendable {
  /// An address range, or a host name that only the daemon can look up.
  package enum Place: Hashable, Sendable {
    case network(Network)
    case host(String)

    package var description: String {
      switch self {
      case .network(let network): network.description
      case .host(let name): name
      }
    }

    package var bits: Int {
      switch self {
      case .network(let network): network.bits
      case .host: 32
      }
    }
  }

  package var protocolName: String?
  package var local: Place?
  package var localName: String?
  package var remote: Place?

  package init() {}

  package var isEmpty: Bool { self == FilterFacts() }

  /// The scope of these facts; the order of the conditions is always the same.
  package func scope(in graph: inout SettingsGraph) -> ScopeID {
    var scope = ScopeID.global
    if let local { scope = graph.scope(ScopeCondition(.filter, "local", local.description), in: scope) }
    if let localName { scope = graph.scope(ScopeCondition(.filter, "local_name", localName), in: scope) }
    if let remote { scope = graph.scope(ScopeCondition(.filter, "remote", remote.description), in: scope) }
    if let protocolName { scope = graph.scope(ScopeCondition(.filter, "protocol", protocolName), in: scope) }
    return scope
  }

  // MARK: - Matching

  /// Whether a connection has what the facts ask.
  package enum Match: Equatable, Sendable {
    case yes
    case no
    /// A fact that the question does not give.
    case unknown(missingFact: String)
  }

  package func match(_ context: Context) -> Match {
    let parts = [
      Self.matchProtocol(protocolName, context), Self.match(local, context.localIP, "--local"),
      Self.matchName(localName, context), Self.match(remote, context.remoteIP, "--remote"),
    ]
    if parts.contains(.no) { return .no }
    return parts.first { $0 != .yes } ?? .yes
  }

  /// `!imap` is every protocol but imap, and still needs to be told one.
  private static func matchProtocol(_ wanted: String?, _ context: Context) -> Match {
    guard let wanted else { return .yes }
    guard let given = context.protocolName else { return .unknown(missingFact: "--protocol") }
    if wanted.first == "!" { return given != wanted.dropFirst() ? .yes : .no }
    return given == wanted ? .yes : .no
  }

  private static func match(_ place: Place?, _ given: String?, _ option: String) -> Match {
    guard let place else { return .yes }
    // `local 0.0.0.0/0` asks for nothing.
    if case .network(let network) = place, network.bits == 0 { return .yes }
    guard let given else { return .unknown(missingFact: option) }
    switch place {
    case .host(let name): return .unknown(missingFact: "the address of \(name)")
    case .network(let network):
      guard let address = IPAddress(maybeBracketed: given) else { return .unknown(missingFact: option) }
      return network.contains(address) ? .yes : .no
    }
  }

  /// Several names stand in one value in 2.3. A `*.` stands for exactly one label.
  private static func matchName(_ names: String?, _ context: Context) -> Match {
    guard let names else { return .yes }
    guard let given = context.localName else { return .unknown(missingFact: "--local-name") }
    let matches = names.split(separator: " ", omittingEmptySubsequences: false).contains { name in
      matchesDNS(given.lowercased()[...], name.lowercased()[...])
    }
    return matches ? .yes : .no
  }

  private static func matchesDNS(_ name: Substring, _ mask: Substring) -> Bool {
    if name == mask { return true }
    guard mask.hasPrefix("*."), let dot = name.firstIndex(of: ".") else { return false }
    return name[dot...] == mask.dropFirst()
  }
}

extension FilterFacts {
  /// How specific the facts are to 2.3: a server name, then the longer local mask, then the longer remote mask, then
  /// a protocol.
  package var rank: (Int, Int, Int, Int) {
    (localName == nil ? 0 : 1, local?.bits ?? 0, remote?.bits ?? 0, protocolName == nil ? 0 : 1)
  }

  /// Whether these facts ask no more than `other` does, both being known to match one connection.
  package func isBelow(_ other: FilterFacts) -> Bool {
    (local?.bits ?? 0) <= (other.local?.bits ?? 0) && (remote?.bits ?? 0) <= (other.remote?.bits ?? 0)
      && (localName == nil || other.localName != nil) && (protocolName == nil || other.protocolName != nil)
  }
}
