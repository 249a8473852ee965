/// `mozilla-intermediate`, `rfc8996`: a level of TLS that somebody has written down, and that a server is held to.
///
/// A part that is nil is one that the document says nothing about.
package struct TLSPolicy: Sendable, Equatable {
  /// As `audit --policy` takes it.
  package let name: String
  package let title: String
  package let source: String
  package let lowestVersion: ProtocolFloor.Version?
  /// The suites up to TLS 1.2 that may be offered, by OpenSSL's names.
  package let suites: Set<String>?
  package let leastRSABits: Int?
  /// False where certificates have to be of the ECDSA kind.
  package let allowsRSA: Bool
  package let leastDHBits: Int?
  /// What the document says of mail itself: no logins in clear, and TLS from the first byte for whoever wants it.
  package let isOfMailAccess: Bool
  /// Only where people log in; else wherever there is TLS.
  package let isForLoginsOnly: Bool

  package static let all = [modern, intermediate, old, rfc8996, rfc8314]

  package static func named(_ name: String) -> TLSPolicy? { all.first { $0.name == name.lowercased() } }

  /// The suites of which the policy does not know.
  func others(of suites: [CipherSuite]) -> [CipherSuite] {
    self.suites.map { allowed in suites.filter { !allowed.contains($0.name) } } ?? []
  }

  /// What a message calls it.
  var subject: String { "\(name) (\(title))" }
}

extension TLSPolicy {
  private init(
    _ name: String, _ title: String, _ source: String, from lowestVersion: ProtocolFloor.Version,
    suites: Set<String>? = nil, leastRSABits: Int? = nil, allowsRSA: Bool = true, leastDHBits: Int? = nil,
    isOfMailAccess: Bool = false
  ) {
    self.name = name
    self.title = title
    self.source = source
    self.lowestVersion = lowestVersion
    self.suites = suites
    self.leastRSABits = leastRSABits
    self.allowsRSA = allowsRSA
    self.leastDHBits = leastDHBits
    self.isOfMailAccess = isOfMailAccess
    isForLoginsOnly = isOfMailAccess
  }

  // MARK: - Mozilla

  private static let mozilla = "https://wiki.mozilla.org/Security/Server_Side_TLS"

  static let modern = TLSPolicy(
    "mozilla-modern", "Mozilla Server Side TLS 6.0, modern", mozilla, from: .tls1_3, suites: [], allowsRSA: false)

  static let intermediate = TLSPolicy(
    "mozilla-intermediate", "Mozilla Server Side TLS 6.0, intermediate", mozilla, from: .tls1_2,
    suites: intermediateSuites, leastRSABits: 2048, leastDHBits: 2048)

  /// 5.8 is the last that has this level.
  static let old = TLSPolicy(
    "mozilla-old", "Mozilla Server Side TLS 5.8, old", mozilla, from: .tls1, suites: oldSuites, leastRSABits: 2048,
    leastDHBits: 2048)

  private static let intermediateSuites: Set<String> = [
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
  ]

  private static let oldSuites = intermediateSuites.union([
    "ECDHE-ECDSA-AES128-SHA256", "ECDHE-RSA-AES128-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA",
    "ECDHE-ECDSA-AES256-SHA384", "ECDHE-RSA-AES256-SHA384", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA",
    "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA256", "AES256-SHA256", "AES128-SHA", "AES256-SHA",
    "DES-CBC3-SHA",
  ])

  // MARK: - RFC

  static let rfc8996 = TLSPolicy(
    "rfc8996", "RFC 8996, no TLS 1.0 and 1.1", "https://www.rfc-editor.org/rfc/rfc8996", from: .tls1_2)

  static let rfc8314 = TLSPolicy(
    "rfc8314", "RFC 8314 with RFC 8997, mail access and submission", "https://www.rfc-editor.org/rfc/rfc8314",
    from: .tls1_2, isOfMailAccess: true)
}
