internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// The connections that are asked about to know whether a wish holds in its whole scope.
///
/// Of a network the first and the last address, and one inside each smaller network that the configuration names; each
/// for every protocol that the configuration treats by itself.
struct ConnectionContexts {
  private let scope: WishScope
  private let server: MailServer

  init(_ scope: WishScope, _ server: MailServer) {
    self.scope = scope
    self.server = server
  }

  var all: [Context] {
    guard !scope.isGlobal else { return [Context()] }
    let addresses: [String?] = scope.remote.flatMap { Network($0) }.map(addresses) ?? [nil]
    let protocols: [String?] = scope.protocolName.map { [$0] } ?? [nil] + names(of: "protocol")
    return protocols.flatMap { name in addresses.map { Context(protocolName: name, remoteIP: $0) } }
  }

  private func addresses(in network: Network) -> [String?] {
    let inner = names(of: "remote").compactMap { Network($0) }.filter { network.contains($0.first) }.map(\.first)
    var addresses: [String?] = []
    for address in [network.first, network.last] + inner where !addresses.contains(address.text) {
      addresses.append(address.text)
    }
    return addresses
  }

  /// What stands behind a filter's word, each once.
  private func names(of word: String) -> [String] {
    var names: [String] = []
    for scope in server.graph.scopes {
      guard let condition = scope.condition, condition.kind == .filter, condition.word == word,
        !condition.name.hasPrefix("!"), !names.contains(condition.name)
      else { continue }
      names.append(condition.name)
    }
    return names
  }
}
