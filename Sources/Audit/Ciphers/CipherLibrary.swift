internal import CEmbedded
internal import MailServer
package import SettingsGraph
internal import SourceText

/// `OpenSSL 3.0`: the suites and words of one version of the library, as Debian builds it (RC4 and 3DES are left out).
package struct CipherLibrary: Sendable {
  package let version: ProgramVersion
  /// Up to TLS 1.2, in the order that the library prefers.
  package let suites: [CipherSuite]
  /// The suites that a word of a cipher string stands for, by their place; none for an algorithm that is left out.
  let words: [[UInt8]: [Int]]

  /// The newest known version that is not newer; the oldest for anything older.
  package init(_ version: ProgramVersion) {
    let files = unsafe EmbeddedFiles(dovetrail_openssl_ciphers)
    let known = files.all.compactMap { file in ProgramVersion(file.name).map { ($0, file.bytes) } }
    let chosen = known.last { $0.0 <= version } ?? known.first
    self.version = version
    (suites, words) = Self.read(chosen?.1 ?? [])
  }

  private static func read(_ bytes: [UInt8]) -> ([CipherSuite], [[UInt8]: [Int]]) {
    var suites: [CipherSuite] = []
    var words: [[UInt8]: [Int]] = [:]
    for line in bytes.split(separator: ASCII.lineFeed) {
      let fields = line.split(separator: ASCII.tab, omittingEmptySubsequences: false)
      if fields.count == 3 {
        words[Array(fields[1])] = fields[2].split(separator: ASCII.space).compactMap { Int($0.text) }
      } else if fields.count == 9 {
        let text = fields.map(\.text)
        suites.append(
          CipherSuite(
            name: text[1], version: text[2], keyExchange: text[3], authentication: text[4], encryption: text[5],
            bits: Int(text[6]) ?? 0, mac: text[7], standardName: text[8]))
      }
    }
    return (suites, words)
  }
}

extension CipherLibrary {
  /// The library that a server's daemons run with, and whether the packages inside the root say so.
  package struct Assumed: Sendable {
    package let library: CipherLibrary
    package let isKnown: Bool
    /// Debian compiles level 2 in; OpenSSL's own default is 1 before 3.2.
    package let securityLevel: Int
  }

  /// By the packages inside the root; else the one that came with the daemon's line.
  static func assumed(of server: MailServer) -> Assumed {
    for package in ["libssl3t64", "libssl3", "libssl1.1"] {
      guard let version = PackageDatabase.version(of: package, in: server.tree) else { continue }
      return Assumed(library: CipherLibrary(version), isKnown: true, securityLevel: 2)
    }
    return Assumed(library: CipherLibrary(ProgramVersion(3, 0)), isKnown: false, securityLevel: 2)
  }
}
