package import SettingsGraph

/// `AUTH PLAIN LOGIN, inside TLS only`: who may log in at a listener, and how.
package struct Logins: Sendable {
  /// Whether anybody can log in at all.
  package let isOffered: Decided<Bool>
  /// Lower case, as the daemon offers them inside TLS.
  package let mechanisms: Decided<[String]>
  /// Whether a password goes over the line without TLS.
  package let plaintextBeforeTLS: Decided<Bool>
  /// Whether a challenge mechanism (CRAM-MD5, SCRAM) is accepted without TLS.
  package let challengeBeforeTLS: Decided<Bool>
  /// Settings that count for some clients only (`remote 192.0.2.0/24 {`) and may change the answers above.
  package let exceptions: [AssignmentID]

  /// Mechanisms that show the password, or a token that is as good, to whoever reads the line.
  package static let plaintextMechanisms: Set<String> = ["plain", "login", "oauthbearer", "xoauth2"]

  package init(
    isOffered: Decided<Bool>, mechanisms: Decided<[String]>, plaintextBeforeTLS: Decided<Bool>,
    challengeBeforeTLS: Decided<Bool>, exceptions: [AssignmentID] = []
  ) {
    self.isOffered = isOffered
    self.mechanisms = mechanisms
    self.plaintextBeforeTLS = plaintextBeforeTLS
    self.challengeBeforeTLS = challengeBeforeTLS
    self.exceptions = exceptions
  }

  /// A listener where nobody logs in.
  static func none(by values: [EffectiveValue?] = []) -> Logins {
    Logins(
      isOffered: Decided(false, by: values), mechanisms: Decided([], by: values),
      plaintextBeforeTLS: Decided(false, by: values), challengeBeforeTLS: Decided(false, by: values))
  }
}
