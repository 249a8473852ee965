internal import Dovecot
package import MailServer
internal import Postfix
internal import SourceText

/// `ssl_min_protocol = TLSv1.1`, `smtpd_tls_protocols = >=TLSv1`, `!SSLv2, !SSLv3`: the versions that a listener takes.
package struct ProtocolFloor: Sendable {
  package enum Version: Int, Sendable, Comparable, CaseIterable {
    case ssl2, ssl3, tls1, tls1_1, tls1_2, tls1_3

    package static func < (a: Version, b: Version) -> Bool { a.rawValue < b.rawValue }
  }

  package let value: EffectiveValue
  package let versions: Set<Version>
  /// Words that the program does not know.
  package let unknownWords: [String]

  /// Nil where the listener has no TLS, or the files do not tell.
  init?(of listener: Listener, on server: AuditedServer) {
    guard let mode = listener.tls.fact, mode != .none, mode != .local else { return nil }
    if listener.daemon == .dovecot {
      guard let value = server.dovecot("ssl_min_protocol", in: listener.context) else { return nil }
      self.init(dovecot: value, is2_4: server.hasDovecot2_4())
    } else {
      let name = mode == .optional ? "smtpd_tls_protocols" : "smtpd_tls_mandatory_protocols"
      guard let value = server.postfix(name, in: listener.context) else { return nil }
      self.init(postfix: value)
    }
  }

  package var lowest: Version? { versions.min() }

  package var admitsOldTLS: Bool { versions.contains { $0 < .tls1_2 } }

  // MARK: - Dovecot

  private init(dovecot value: EffectiveValue, is2_4: Bool) {
    self.value = value
    let floors: [String: Version] = [
      "any": .ssl3, "sslv3": .ssl3, "tlsv1": .tls1, "tlsv1.1": .tls1_1, "tlsv1.2": .tls1_2, "tlsv1.3": .tls1_3,
      "latest": .tls1_3,
    ]
    let floor = floors[value.text.lowercased()]
    versions = floor.map { floor in Set(Version.allCases.filter { $0 >= floor }) } ?? []
    unknownWords = floor == nil && !value.isEmpty ? [value.text] : []
  }

  // MARK: - Postfix

  /// `>=` and `<=` set bounds, `!` takes a version out, and a version alone takes only those that are named; separated
  /// by blanks, commas or colons (3.6 and later; before, without the bounds).
  private init(postfix value: EffectiveValue) {
    self.value = value
    var (lowest, highest) = (Version.ssl3, Version.tls1_3)
    var excluded: Set<Version> = []
    var included: Set<Version> = []
    var unknown: [String] = []
    for word in value.words.flatMap({ $0.split(separator: ":") }).map(String.init) {
      let operation = [">=", "<=", "!"].first { word.hasPrefix($0) } ?? ""
      let name = word.dropFirst(operation.count).lowercased()
      guard let version = Self.names[name] else {
        // 3.6 and later take a number of OpenSSL's as a bound.
        let isNumber = operation.hasSuffix("=") && (name.allSatisfy(\.isNumber) || name.hasPrefix("0x"))
        if !isNumber && !(name.isEmpty && operation.hasSuffix("=")) { unknown.append(word) }
        continue
      }
      switch operation {
      case ">=": lowest = version
      case "<=": highest = version
      case "!": excluded.insert(version)
      default: included.insert(version)
      }
    }
    let all = Version.allCases.filter { lowest <= $0 && $0 <= highest && $0 > .ssl2 }
    versions = Set(all.filter { !excluded.contains($0) && (included.isEmpty || included.contains($0)) })
    unknownWords = unknown
  }

  private static let names: [String: Version] = [
    "sslv2": .ssl2, "sslv3": .ssl3, "tlsv1": .tls1, "tlsv1.1": .tls1_1, "tlsv1.2": .tls1_2,
    "tlsv1.3": .tls1_3,
  ]
}

extension AuditedServer {
  /// TLS 1.2 as the lowest version, in the words of the setting and its daemon's version.
  func fixOfFloor(_ floor: EffectiveValue, isSafe: Bool = false) -> Fix {
    let value: String
    if floor.daemon == .dovecot {
      value = "TLSv1.2"
    } else {
      value = hasPostfix(3, 6) ? ">=TLSv1.2" : "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1"
    }
    return .set(floor.name, of: floor.daemon, to: value, isSafe: isSafe)
  }
}
