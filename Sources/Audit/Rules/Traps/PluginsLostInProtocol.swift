internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mail_plugins = quota` and `protocol imap { mail_plugins = imap_quota }`
struct PluginsLostInProtocol: Rule {
  let page = RulePage(
    code: "DT1216", title: "A protocol does without plugins that all others have",
    problem: "A protocol has a list of plugins of its own that does not take in the global one (Dovecot 2.3).",
    consequence: "quota counts nothing there, acl protects nothing, and what zlib or mail_crypt wrote cannot be read.",
    fix: "Begin the list with $mail_plugins, below the global line.", exceptions: "The plugin is not wanted there.",
    sources: ["Dovecot documentation, Quota", "run with Dovecot 2.3.19.1"])

  /// Plugins that have to be wherever mail is read or written.
  private static let everywhere = ["quota", "zlib", "mail_crypt", "mail_compress"]

  func findings(on server: AuditedServer) -> [Finding] {
    guard !server.hasDovecot2_4(), let global = server.dovecot("mail_plugins"), global.isWritten else { return [] }
    let protocols = Set(server.dovecot("protocols")?.words ?? []).intersection(["imap", "pop3", "lmtp"]).sorted()
    return protocols.compactMap { name in
      guard let own = server.dovecot("mail_plugins", in: Context(protocolName: name)), own.span != global.span else {
        return nil
      }
      let needed = name == "imap" ? Self.everywhere + ["acl"] : Self.everywhere
      let lost = needed.filter { global.words.contains($0) && !own.words.contains($0) }
      guard !lost.isEmpty else { return nil }
      return server.finding(
        .warning, "protocol \(name) does not load \(lost.joined(separator: ", ")), which the global list loads.", own,
        besides: [global])
    }
  }
}
