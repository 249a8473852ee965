internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `auth_mechanisms = plain login`: the words that a version has.
enum AuthMechanisms {
  /// In all versions from 2.3.13 to 2.4.5 (words of the auth program); gssapi comes with a package of its own.
  private static let known: Set<String> = [
    "plain", "login", "cram-md5", "digest-md5", "apop", "ntlm", "anonymous", "external", "gssapi", "gss-spnego",
    "scram-sha-1", "scram-sha-256", "oauthbearer", "xoauth2", "otp", "dovecot-token",
  ]
  private static let since2_4: Set<String> = ["scram-sha-1-plus", "scram-sha-256-plus"]
  /// 2.3.19.1 ends with `Unknown authentication mechanism`; of those before it that is not known.
  private static let before2_3_19: Set<String> = ["rpa", "skey"]

  /// The list without some of its words; `plain`, which every program knows, where none is left.
  static func fix(_ value: EffectiveValue, without words: [String], isSafe: Bool) -> Fix {
    let rest = value.words.filter { !words.contains($0.lowercased()) }
    let list = rest.isEmpty ? "plain" : rest.joined(separator: " ")
    return .set(value.name, of: .dovecot, to: list, isSafe: isSafe)
  }

  /// In lower case.
  static func unknown(in value: EffectiveValue, on server: AuditedServer) -> [String] {
    guard let version = server.dovecot?.version.version else { return [] }
    var known = known
    if version >= ProgramVersion(2, 4) { known.formUnion(since2_4) }
    if version < ProgramVersion(2, 3, 19) { known.formUnion(before2_3_19) }
    return value.words.map { $0.lowercased() }.filter { !known.contains($0) && !$0.hasPrefix("$") }
  }
}
