import MailServer
import Planning
import ServerTree
import SettingsGraph
import Testing

@Suite("Expected values")
struct ExpectedValueTests {
  private func expect(
    _ value: String, of name: String, in files: [String: String], context: Context = Context(),
    dovecot: ProgramVersion = ProgramVersion(2, 3, 19)
  ) throws -> ExpectedValue {
    var request = MailServer.Request()
    request.dovecotVersion = dovecot
    request.postfixVersion = ProgramVersion(3, 7, 11)
    var server = MailServer(reading: ServerTree(files: files.map { ($0.key, Array($0.value.utf8)) }), request)
    let setting = try server.find(SettingQuestion(name))
    return ExpectedValue(value, of: setting, in: context, on: server)
  }

  private func text(_ path: String, after expected: ExpectedValue) -> String? {
    expected.contents[TreePath(path)].map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("the line that has the value is named with what beats it, and the winner is the line to edit")
  func beaten() throws {
    let wish = try expect("a", of: "relayhost", in: ["/etc/postfix/main.cf": "relayhost = a\nrelayhost = b\n"])
    #expect(!wish.holds && wish.isReached)
    #expect(
      wish.obstacle
        == "/etc/postfix/main.cf:1 has it, and does not count. /etc/postfix/main.cf:2 is read later, and the last assignment counts."
    )
    #expect(wish.steps.map { $0.place?.line } == [2])
    #expect(text("/etc/postfix/main.cf", after: wish) == "relayhost = a\nrelayhost = a\n")
  }

  @Test("an empty wish is told in words")
  func empty() throws {
    let wish = try expect("", of: "relayhost", in: ["/etc/postfix/main.cf": "relayhost = b\n"])
    #expect(wish.steps.map(\.edit) == ["Leave nothing behind the = here."])
    #expect(text("/etc/postfix/main.cf", after: wish) == "relayhost = \n")
  }

  @Test("a value that holds and has its effect is no step at all")
  func holds() throws {
    let files = ["/etc/postfix/main.cf": "mydomain = b.example\nmydestination = $mydomain\n"]
    let wish = try expect("b.example", of: "mydestination", in: files)
    #expect(wish.holds && wish.isReached && wish.steps.isEmpty && wish.obstacle == nil)
  }

  @Test("behind the first obstacle stands the next: the value is written, and then it has to have an effect")
  func twoSteps() throws {
    let files = [
      "/etc/dovecot/dovecot.conf": "!include conf.d/*.conf\nssl = required\n",
      "/etc/dovecot/conf.d/10-auth.conf": "#disable_plaintext_auth = yes\n",
    ]
    let wish = try expect("no", of: "disable_plaintext_auth", in: files)
    #expect(wish.steps.count == 2 && wish.isReached)
    #expect(wish.steps.last?.obstacle.contains("ssl = required") == true)
    #expect(wish.steps.last?.place?.path == "/etc/dovecot/dovecot.conf")
    #expect(text("/etc/dovecot/dovecot.conf", after: wish)?.contains("ssl = yes") == true)
  }

  @Test("2.4 refuses the pair: the wish holds only once both are written")
  func refusedPair() throws {
    let files = [
      "/etc/dovecot/dovecot.conf": "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nssl = required\n"
    ]
    let wish = try expect("yes", of: "auth_allow_cleartext", in: files, dovecot: ProgramVersion(2, 4, 1))
    #expect(wish.isReached && wish.steps.count == 2, "\(wish.steps.map(\.obstacle)) \(wish.rest ?? "")")
  }

  @Test("a line that the value above swallows is set free, and not written a second time")
  func swallowed() throws {
    let wish = try expect(
      "yes", of: "smtpd_helo_required", in: ["/etc/postfix/main.cf": "smtpd_banner = x\n  smtpd_helo_required = yes\n"])
    #expect(wish.steps.map { $0.place?.line } == [2])
    #expect(wish.obstacle?.contains("a part of smtpd_banner") == true)
    #expect(text("/etc/postfix/main.cf", after: wish) == "smtpd_banner = x\nsmtpd_helo_required = yes\n")
  }

  @Test("an option of a program that does not read the parameter is written into main.cf")
  func wrongService() throws {
    let files = [
      "/etc/postfix/main.cf": "mynetworks = 127.0.0.0/8\n",
      "/etc/postfix/master.cf": "slow unix - - n - - smtp\n  -o slow_destination_rate_delay=1s\n",
    ]
    let wish = try expect("1s", of: "slow_destination_rate_delay", in: files)
    #expect(wish.isReached && wish.obstacle?.contains("does not read") == true)
    #expect(text("/etc/postfix/main.cf", after: wish)?.contains("slow_destination_rate_delay = 1s") == true)
  }

  @Test("nothing that cannot be done by an edit is said to be reached")
  func notReached() throws {
    let wish = try expect("x", of: "mynetworks_style", in: ["/etc/postfix/main.cf": "mynetworks = 10.0.0.0/8\n"])
    #expect(!wish.isReached)
  }

  @Test("a name of the other line of Dovecot is told, and not written again")
  func nameOfOtherLine() throws {
    let files = [
      "/etc/dovecot/dovecot.conf":
        "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nssl = yes\nssl_protocols = !SSLv3\n"
    ]
    let wish = try expect("!SSLv3", of: "ssl_protocols", in: files, dovecot: ProgramVersion(2, 4, 1))
    #expect(!wish.isReached && wish.steps.count == 1 && wish.contents.isEmpty)
    #expect(wish.steps.first?.place?.line == 4)
    #expect(wish.obstacle?.contains("Dovecot 2.4.1 knows no ssl_protocols") == true, "\(wish.obstacle ?? "")")
  }

  @Test("where nothing is written, the step says where the line will stand")
  func placeOfNewLine() throws {
    let wish = try expect("a", of: "relayhost", in: ["/etc/postfix/main.cf": "mydomain = b.example\n"])
    #expect(wish.steps.map { $0.place?.path } == ["/etc/postfix/main.cf"])
    let line = try #require(wish.steps.first?.place?.line)
    let lines = text("/etc/postfix/main.cf", after: wish)?.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines?[line - 1] == "relayhost = a")
  }

  @Test("a line in a copy that an editor left is the cause, and the edit goes where the value is read")
  func copyOfFile() throws {
    let files = [
      "/etc/dovecot/dovecot.conf": "!include conf.d/*.conf\n", "/etc/dovecot/conf.d/10-ssl.conf": "ssl = yes\n",
      "/etc/dovecot/conf.d/10-ssl.conf.bak": "ssl = required\n",
    ]
    let wish = try expect("required", of: "ssl", in: files)
    #expect(wish.obstacle?.hasPrefix("/etc/dovecot/conf.d/10-ssl.conf.bak:1 is not read.") == true)
    #expect(wish.steps.first?.place?.path == "/etc/dovecot/conf.d/10-ssl.conf")
    #expect(wish.isReached && text("/etc/dovecot/conf.d/10-ssl.conf", after: wish) == "ssl = required\n")
  }

  @Test("Postfix has no quotes, so a value in quotes is not the value without; Dovecot has")
  func quotes() throws {
    let postfix = try expect("b.example", of: "myorigin", in: ["/etc/postfix/main.cf": "myorigin = \"b.example\"\n"])
    #expect(!postfix.holds && text("/etc/postfix/main.cf", after: postfix) == "myorigin = b.example\n")
    let files = ["/etc/dovecot/dovecot.conf": "login_greeting = \"Ready # 1\"\n"]
    #expect(try expect("Ready # 1", of: "login_greeting", in: files).holds)
  }

  @Test("a value that a comment in its middle throws away is put together again before it is corrected")
  func lostByComment() throws {
    let files = ["/etc/dovecot/dovecot.conf": "mail_plugins = quota \\\n# acl \\\n  zlib\nssl = yes\n"]
    let wish = try expect("quota zlib", of: "mail_plugins", in: files)
    #expect(wish.obstacle?.contains("The comment at line 2 ends the continued value") == true, "\(wish.steps)")
    #expect(wish.steps.first?.place?.line == 2)
    #expect(wish.isReached, "\(wish.rest ?? "")")
  }

  @Test("what was meant and stands behind a # is told as cut off, and the advice has the quotes")
  func cutAtComment() throws {
    let files = ["/etc/dovecot/dovecot.conf": "login_greeting = Ready #1\n"]
    let wish = try expect("Ready #1", of: "login_greeting", in: files)
    #expect(wish.obstacle?.hasPrefix("The value ends at the #") == true)
    #expect(wish.steps.map(\.edit) == ["Write `\"Ready #1\"` here."])
    #expect(
      wish.isReached
        && text("/etc/dovecot/dovecot.conf", after: wish)?.hasPrefix("login_greeting = \"Ready #1\"") == true)
    #expect(try expect("Go", of: "login_greeting", in: files).obstacle?.contains("#") == false)
  }

  @Test("what takes the effect of the present value away is no reason why it is not another")
  func mootOfAnotherValue() throws {
    let files = ["/etc/dovecot/dovecot.conf": "ssl = required\ndisable_plaintext_auth = no\n"]
    let wish = try expect("yes", of: "disable_plaintext_auth", in: files)
    #expect(wish.obstacle == "/etc/dovecot/dovecot.conf:2 decides, and has another value.")
  }
}
