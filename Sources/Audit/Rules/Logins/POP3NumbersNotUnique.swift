internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `pop3_uidl_format = %u`
struct POP3NumbersNotUnique: Rule {
  let page = RulePage(
    code: "DT0813", title: "POP3 programs may fetch all mail again",
    problem: "pop3_uidl_format has no UIDVALIDITY, or nothing that is different for each message.",
    consequence:
      "After a mailbox is made again or moved the same number stands for another message: programs that leave mail on the server miss new mail or fetch all again.",
    fix: "Use the default; keep another format only where it is that of the server from which people have moved.",
    exceptions: "The format of the server that was there before.",
    sources: ["Dovecot documentation, pop3_uidl_format"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.listeners.open.contains(where: { $0.kind == .pop3 }),
      let format = server.dovecot("pop3_uidl_format", in: Context(protocolName: "pop3")), format.isWritten,
      !hasValidity(format.text)
    else { return [] }
    return [
      server.finding(
        .note, "\(server.text(format)) gives the same number to other messages when a mailbox is made again.", format)
    ]
  }

  /// `%v` with `%u`, or a value of the message itself: its digest, file name or GUID.
  private func hasValidity(_ format: String) -> Bool {
    if format.contains("%{") {
      return ["uidvalidity", "md5", "filename", "guid"].contains { format.contains($0) }
    }
    var letters: Set<Character> = []
    var isVariable = false
    for character in format {
      if isVariable {
        if character.isNumber || character.isUppercase || ".-".contains(character) { continue }
        letters.insert(character)
        isVariable = false
      } else {
        isVariable = character == "%"
      }
    }
    return (letters.contains("v") && letters.contains("u")) || !letters.isDisjoint(with: ["m", "f", "g"])
  }
}
