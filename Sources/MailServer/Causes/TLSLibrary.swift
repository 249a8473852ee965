internal import Dovecot
internal import SettingsGraph
internal import SourceText

/// `ssl_min_protocol = TLSv1` on OpenSSL 3: the library has the last word on versions of TLS.
///
/// OpenSSL 3 allows nothing below TLS 1.2 at any security level but 0, which `@SECLEVEL=0` in the cipher list sets
/// (2.3.19.1 and 2.4.1, real handshakes). Postfix sets level 0 by itself.
struct TLSLibrary {
  private let server: MailServer

  init(of server: MailServer) { self.server = server }

  func implications(of resolution: Resolution) -> [Implication] {
    guard let dovecot = server.dovecot, server.graph[resolution.setting].daemon == .dovecot,
      server.graph.name(of: resolution.setting) == "ssl_min_protocol",
      let value = dovecot.expandedValue(of: resolution, in: server.graph, files: server.files),
      ["SSLv3", "TLSv1", "TLSv1.1"].contains(value.revealed(in: server.files).text)
    else { return [] }
    guard let ciphers = server.value(of: "ssl_cipher_list", of: .dovecot, in: resolution.context),
      !ciphers.text.contains("@SECLEVEL=0"),
      isOpenSSL3 != false
    else { return [] }
    let list = (ciphers.text.isEmpty ? "DEFAULT" : ciphers.text) + ":@SECLEVEL=0"
    let remedy = Remedy.set("ssl_cipher_list", to: list, at: ciphers.span)
    guard isOpenSSL3 == true else {
      return [
        Implication(
          "The tree does not say which OpenSSL the server has: version 3 allows nothing below TLS 1.2 without @SECLEVEL=0 in ssl_cipher_list.",
          span: ciphers.span, kind: .unknown, remedy: remedy)
      ]
    }
    return [
      Implication(
        "OpenSSL 3 allows nothing below TLS 1.2 unless the cipher list says @SECLEVEL=0, and ssl_cipher_list does not.",
        span: ciphers.span, makesMoot: true, remedy: remedy)
    ]
  }

  /// By the packages inside the root; nil where they do not tell.
  private var isOpenSSL3: Bool? {
    if ["libssl3", "libssl3t64"].contains(where: { PackageDatabase.version(of: $0, in: server.tree) != nil }) {
      return true
    }
    return PackageDatabase.version(of: "libssl1.1", in: server.tree) != nil ? false : nil
  }
}
