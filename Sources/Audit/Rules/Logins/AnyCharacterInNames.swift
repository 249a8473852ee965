internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `auth_username_chars =`
struct AnyCharacterInNames: Rule {
  let page = RulePage(
    code: "DT0810", title: "User names may hold any character",
    problem: "auth_username_chars is empty.",
    consequence:
      "What a client sends as its name reaches paths, log lines and the user database as it is. Dovecot escapes it in SQL and LDAP, scripts and Lua of one's own may not.",
    fix: "List the characters that your names have, or remove the line for the default.",
    exceptions: "Names in other alphabets.",
    sources: ["Dovecot documentation, auth_username_chars"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let characters = server.dovecot("auth_username_chars"), characters.isWritten, characters.isEmpty else {
      return []
    }
    return [server.finding(.note, "auth_username_chars is empty: user names may hold any character.", characters)]
  }
}
