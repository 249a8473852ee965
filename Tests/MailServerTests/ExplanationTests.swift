import Dovecot
import MailServer
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Explanations")
struct ExplanationTests {
  private func explain(
    _ name: String, in files: [String: String], context: Context = Context()
  ) throws -> (explanation: Explanation, server: MailServer) {
    var request = MailServer.Request()
    request.dovecotVersion = ProgramVersion(2, 3, 19)
    request.postfixVersion = ProgramVersion(3, 7, 11)
    let tree = ServerTree(files: files.map { ($0.key, Array($0.value.utf8)) })
    var server = MailServer(reading: tree, request)
    let setting = try server.find(SettingQuestion(name))
    return (try #require(server.explanation(of: setting, in: context)), server)
  }

  private func text(_ value: SettingValue?, _ server: MailServer) -> String? { value?.shown(in: server.files) }

  @Test("an include above the winner is the second way out, with its line")
  func movedInclude() throws {
    let (explanation, server) = try explain(
      "ssl",
      in: [
        "/etc/dovecot/dovecot.conf": "listen = *\n!include conf.d/*.conf\nssl = required\n",
        "/etc/dovecot/conf.d/10-ssl.conf": "ssl = yes\n",
      ])
    #expect(explanation.next.map { $0.span.map(server.files.line) } == [3, 2])
    #expect(explanation.losers.first?.reason == .laterInSameScope)
    #expect(explanation.losers.first?.candidate.includeChain.map(server.files.line) == [2])
  }

  @Test("a winner inside an include is edited there, and no include has to move")
  func winnerInsideInclude() throws {
    let (explanation, server) = try explain(
      "ssl",
      in: [
        "/etc/dovecot/dovecot.conf": "ssl = required\n!include conf.d/*.conf\n",
        "/etc/dovecot/conf.d/10-ssl.conf": "ssl = yes\n",
      ])
    #expect(explanation.next.compactMap { $0.span.map(server.files.place) } == ["/etc/dovecot/conf.d/10-ssl.conf:1"])
  }

  @Test("a line that a remedy is about is not also the line to change")
  func oneAdvice() throws {
    let files = [
      "/etc/postfix/main.cf": "smtpd_client_restrictions = $mua_client_restrictions\n", "/etc/postfix/master.cf": "",
    ]
    let (explanation, _) = try explain("smtpd_client_restrictions", in: files)
    #expect(
      explanation.next.map(\.edit) == ["Write `mua_client_restrictions = …` in main.cf, or write the value here."])
  }

  @Test("where nothing is written the commented-out line is the place to edit")
  func commentedOut() throws {
    let (explanation, server) = try explain("ssl", in: ["/etc/dovecot/dovecot.conf": "listen = *\n#ssl = required\n"])
    #expect(text(explanation.value, server) == "yes")
    #expect(explanation.unread.map { server.files.line(of: $0.span) } == [2])
    #expect(explanation.next.first?.span.map(server.files.line) == 2)
  }

  @Test("an -o option counts for its service only")
  func serviceOption() throws {
    let files = [
      "/etc/postfix/main.cf": "smtpd_tls_security_level = may\n",
      "/etc/postfix/master.cf": "submission inet n - n - - smtpd\n  -o smtpd_tls_security_level=encrypt\n",
    ]
    let (all, server) = try explain("smtpd_tls_security_level", in: files)
    #expect(text(all.value, server) == "may")
    #expect(all.losers.first { $0.candidate.span != nil }?.reason == .scopeDoesNotMatch)
    let (one, same) = try explain("smtpd_tls_security_level", in: files, context: Context(service: "submission"))
    #expect(text(one.value, same) == "encrypt")
    #expect(one.losers.first { $0.candidate.span != nil }?.reason == .serviceOption)
  }

  @Test("a value with names in it is told as written and as it is used")
  func expansion() throws {
    let (explanation, server) = try explain(
      "mydestination", in: ["/etc/postfix/main.cf": "mydomain = b.example\nmydestination = $mydomain\n"])
    #expect(text(explanation.value, server) == "$mydomain")
    #expect(text(explanation.expandedValue, server) == "b.example")
  }

  @Test("a name of both daemons has to say whose it is, unless only one of them writes it")
  func ambiguous() throws {
    let both = ["/etc/dovecot/dovecot.conf": "", "/etc/postfix/main.cf": ""]
    #expect(throws: QuestionError.ambiguous(name: "import_environment", daemons: [.dovecot, .postfix])) {
      try explain("import_environment", in: both)
    }
    let one = ["/etc/dovecot/dovecot.conf": "", "/etc/postfix/main.cf": "import_environment = TZ\n"]
    #expect(try explain("import_environment", in: one).explanation.daemon == .postfix)
    #expect(try explain("dovecot:import_environment", in: one).explanation.daemon == .dovecot)
  }

  @Test("a file that may not be read may say otherwise, and the answer says so")
  func unreadableInclude() throws {
    var request = MailServer.Request()
    request.dovecotVersion = ProgramVersion(2, 3, 19)
    let tree = ServerTree(
      files: [("/etc/dovecot/dovecot.conf", Array("ssl = no\n!include a.conf\n".utf8))],
      unreadable: ["/etc/dovecot/a.conf"])
    var server = MailServer(reading: tree, request)
    let setting = try server.find(SettingQuestion("ssl"))
    let explanation = try #require(server.explanation(of: setting, in: Context()))
    #expect(explanation.unknown == ["/etc/dovecot/a.conf cannot be read: Permission denied. What it sets is unknown."])
  }
}
