/// The facts of one question: which connection, which service. What is nil was not given, which is not "none".
///
/// As with `ssh -G host`, every answer is for one context and says which one it assumed.
package struct Context: Sendable, Hashable {
  /// Dovecot's `protocol`: imap, pop3, lmtp …
  package var protocolName: String?
  package var localIP: String?
  package var remoteIP: String?
  /// The TLS server name that the client asked for.
  package var localName: String?
  /// A Postfix service, `submission` or `submission/inet`.
  package var service: String?

  package init(
    protocolName: String? = nil, localIP: String? = nil, remoteIP: String? = nil, localName: String? = nil,
    service: String? = nil
  ) {
    self.protocolName = protocolName
    self.localIP = localIP
    self.remoteIP = remoteIP
    self.localName = localName
    self.service = service
  }

  package var isEmpty: Bool { self == Context() }

  /// `protocol imap, remote 192.0.2.7`; `no particular connection` where nothing was given.
  package var description: String {
    let facts = [
      protocolName.map { "protocol \($0)" }, localIP.map { "local \($0)" }, remoteIP.map { "remote \($0)" },
      localName.map { "local_name \($0)" }, service.map { "service \($0)" },
    ].compactMap { $0 }
    return facts.isEmpty ? "no particular connection" : facts.joined(separator: ", ")
  }
}
