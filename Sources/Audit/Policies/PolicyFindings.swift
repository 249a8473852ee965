internal import MailServer
internal import SourceText

extension AuditedServer {
  /// What each policy that was asked for has to say of each listener that it is about.
  func judged(
    where isMeant: (TLSPolicy) -> Bool = { _ in true }, _ judge: (TLSPolicy, Listener) -> Finding?
  ) -> [Finding] {
    policies.filter(isMeant).flatMap { policy in
      listeners.network.filter(policy.isAbout).compactMap { judge(policy, $0) }
    }
  }
}

extension TLSPolicy {
  /// Where people log in, and for most policies where other servers bring mail.
  func isAbout(_ listener: Listener) -> Bool {
    listener.logins.isOffered.is(true) || (!isForLoginsOnly && listener.tls.fact.map { $0 != .none } == true)
  }

  /// What is demanded of port 25 is a wish: other servers fall back to no TLS at all (RFC 7435).
  func severity(at listener: Listener) -> Finding.Severity {
    listener.tls.is(.optional) && !listener.logins.isOffered.is(true) ? .note : .warning
  }
}
