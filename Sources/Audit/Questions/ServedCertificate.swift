package import Certificates
internal import Dovecot
package import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `ssl_cert = </etc/ssl/mail.pem`, `smtpd_tls_cert_file`: a certificate with its key, and the listeners that show it.
package struct ServedCertificate: Sendable {
  package let certificate: NamedFile
  package let key: NamedFile?
  /// The names for which only this one is shown (`local_name imap.example.net {`).
  package let names: [String]
  package internal(set) var listeners: [Listener]

  /// A file that a setting names.
  package struct NamedFile: Sendable {
    package enum Contents: Sendable {
      case read(PEMFile, mode: UInt32)
      /// Its directory is there, and it is not.
      case missing
      /// Not readable, or its directory is not in this copy of a server.
      case unknown
    }

    package let path: String
    /// Nil where one setting names several files, or a default leads here.
    package let place: Finding.Place
    package let contents: Contents

    package var pem: PEMFile? {
      if case .read(let pem, _) = contents { pem } else { nil }
    }

    package var mode: UInt32? {
      if case .read(_, let mode) = contents { mode } else { nil }
    }
  }

  /// The first certificate is the server's own.
  package var own: ServerCertificate? { certificate.pem?.certificates.first }

  package var chain: [ServerCertificate] { certificate.pem?.certificates ?? [] }

  /// `smtpd_tls_chain_files` may hold a certificate of each kind of key, each with a chain of its own.
  package var hasSeveralKeys: Bool { (certificate.pem?.keys.count ?? 0) > 1 }

  /// Programs of people look at it; other servers mostly do not.
  package var isForClients: Bool { listeners.contains { $0.kind != .smtp } }

  /// A finding about the certificate: on port 25 alone, and on the loopback interface alone, one step less.
  package func finding(_ severity: Finding.Severity, _ message: String, at file: NamedFile? = nil) -> Finding {
    let isLight = !isForClients || listeners.allSatisfy { $0.exposure.is(.loopback) }
    let lighter: Finding.Severity = severity == .error ? .warning : .note
    return Finding(
      isLight ? lighter : severity, message, at: [(file ?? certificate).place], listeners: listeners.map(\.place))
  }
}

extension ServedCertificate {
  /// Every certificate that a listener of either daemon shows.
  static func all(on server: MailServer, _ listeners: Listeners) -> [ServedCertificate] {
    var reader = CertificateReader(server)
    var served: [ServedCertificate] = []
    for listener in listeners.network where listener.tls.fact.map({ $0 != .none && $0 != .local }) == true {
      for candidate in reader.certificates(of: listener) {
        let known = served.firstIndex {
          $0.certificate.place == candidate.certificate.place && $0.certificate.path == candidate.certificate.path
            && $0.key?.path == candidate.key?.path
        }
        if let known { served[known].listeners.append(listener) } else { served.append(candidate) }
      }
    }
    return served
  }
}

/// Reads each file once.
private struct CertificateReader {
  let server: MailServer
  private let filesRead: [AssignmentID: String]
  private var contents: [String: ServedCertificate.NamedFile.Contents] = [:]

  init(_ server: MailServer) {
    self.server = server
    var filesRead: [AssignmentID: String] = [:]
    for edge in server.graph.edges where edge.relation == .reads {
      if case .assignment(let id) = edge.from, case .file(let path) = edge.to { filesRead[id] = path }
    }
    self.filesRead = filesRead
  }

  mutating func certificates(of listener: Listener) -> [ServedCertificate] {
    listener.daemon == .postfix ? postfix(listener) : dovecot(listener)
  }

  // MARK: - Postfix

  /// `smtpd_tls_chain_files` replaces the other settings (3.4 and later); `none` is no certificate.
  private mutating func postfix(_ listener: Listener) -> [ServedCertificate] {
    func value(_ name: String) -> EffectiveValue? { server.value(of: name, of: .postfix, in: listener.context) }
    if let chain = value("smtpd_tls_chain_files"), !chain.isEmpty {
      return chain.words.prefix(8).compactMap { path in
        guard let file = file(path, chain), file.pem?.certificates.isEmpty != true else { return nil }
        return ServedCertificate(certificate: file, key: file, names: [], listeners: [listener])
      }
    }
    let pairs = [("smtpd_tls_cert_file", "smtpd_tls_key_file"), ("smtpd_tls_eccert_file", "smtpd_tls_eckey_file")]
    return pairs.compactMap { certificateName, keyName in
      guard let certificate = value(certificateName), let file = file(certificate.text, certificate) else { return nil }
      let key = value(keyName).flatMap { $0.isEmpty ? nil : self.file($0.text, $0.isWritten ? $0 : certificate) }
      return ServedCertificate(certificate: file, key: key, names: [], listeners: [listener])
    }
  }

  private mutating func file(_ path: String, _ value: EffectiveValue) -> ServedCertificate.NamedFile? {
    file(path, at: Finding.Place(value.name, at: value.span))
  }

  // MARK: - Dovecot

  private mutating func dovecot(_ listener: Listener) -> [ServedCertificate] {
    let is2_4 = server.dovecot.map { $0.version.version >= ProgramVersion(2, 4) } ?? false
    let pairs =
      is2_4
      ? [
        ("ssl_server_cert_file", "ssl_server_key_file"), ("ssl_server_alt_cert_file", "ssl_server_alt_key_file"),
      ] : [("ssl_cert", "ssl_key"), ("ssl_alt_cert", "ssl_alt_key")]
    return pairs.flatMap { dovecot($0, key: $1, listener) }
  }

  private mutating func dovecot(_ name: String, key: String, _ listener: Listener) -> [ServedCertificate] {
    var served: [ServedCertificate] = []
    for names in [[]] + serverNames(in: name) {
      var context = listener.context
      context.localName = names.first
      guard let certificate = file(name, in: context) else { continue }
      served.append(
        ServedCertificate(
          certificate: certificate, key: file(key, in: context), names: names, listeners: [listener]))
    }
    return served
  }

  private mutating func file(_ name: String, in context: Context) -> ServedCertificate.NamedFile? {
    guard let value = server.value(of: name, of: .dovecot, in: context), let id = value.decidedBy else { return nil }
    let path = filesRead[id] ?? (value.value.isSecret ? "" : value.text)
    return file(path, at: Finding.Place(name, at: value.span))
  }

  /// The names of the `local_name` blocks that assign the setting; 2.3 takes several in quotes.
  private func serverNames(in name: String) -> [[String]] {
    guard let setting = server.graph.find(.dovecot, name.utf8) else { return [] }
    return server.graph.assignments(of: setting).prefix(200).compactMap { id in
      let block = server.graph.conditions(of: server.graph[id].scope).first { $0.word == "local_name" }
      return block.map { $0.name.split(separator: " ").map { $0.lowercased() } }
    }
  }

  // MARK: - Files

  private mutating func file(_ path: String, at place: Finding.Place) -> ServedCertificate.NamedFile? {
    guard path.hasPrefix("/"), !path.contains("%") else { return nil }
    let contents = contents[path] ?? contentsOfOthers(path)
    self.contents[path] = contents
    return ServedCertificate.NamedFile(path: path, place: place, contents: contents)
  }

  /// Both daemons often have one file, by a symbolic link.
  private mutating func contentsOfOthers(_ path: String) -> ServedCertificate.NamedFile.Contents {
    guard let resolved = try? server.tree.resolvedPath(of: TreePath(path)), resolved.description != path else {
      return read(TreePath(path))
    }
    let known = contents[resolved.description] ?? read(resolved)
    contents[resolved.description] = known
    return known
  }

  private func read(_ path: TreePath) -> ServedCertificate.NamedFile.Contents {
    do throws(TreeError) {
      let file = try server.tree.read(path)
      return .read(PEMFile(file.bytes), mode: file.status.mode)
    } catch {
      let hasDirectory = (try? server.tree.entry(at: TreePath(path.directoryPart))) == .directory
      return error.isAbsent && hasDirectory ? .missing : .unknown
    }
  }
}
