internal import OracleSupport
internal import SourceText
internal import Testing

@Suite struct DebianRootTests {
  static let roots: [DebianRoot] = [.bookworm, .trixie]

  @Test("a root holds the daemons of its release", arguments: roots)
  func versions(_ root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let dovecot = try await root.run(["dovecot", "--version"])
    let postfix = try await root.run(["postconf", "-h", "mail_version"])
    #expect(dovecot.outputText.hasPrefix(root.dovecotVersion))
    #expect(postfix.outputText.hasPrefix(root.postfixVersion + "."))
  }

  @Test("the tree's files stand in place of the root's own")
  func treeStandsInPlace() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let tree = try TemporaryTree()
      .write("etc/dovecot/dovecot.conf", "ssl = no\n")
      .write("etc/postfix/main.cf", "compatibility_level = 3.6\nrelayhost = $myhostname\n")
    let dovecot = try await DebianRoot.bookworm.run(["doveconf", "-n", "ssl"], tree: tree.path)
    let postfix = try await DebianRoot.bookworm.run(["postconf", "-n", "-x"], tree: tree.path)
    #expect(dovecot.outputText == "ssl = no\n")
    #expect(postfix.outputText == "compatibility_level = 3.6\nrelayhost = oracle.example.com\n")
    #expect(try await DebianRoot.bookworm.run(["ls", "/etc/dovecot"], tree: tree.path).outputText == "dovecot.conf\n")
  }

  @Test("what a program writes is gone with the call, and the root is as before")
  func nothingIsKept() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let tree = try TemporaryTree()
      .write("etc/postfix/main.cf", "compatibility_level = 3.6\n").write("etc/postfix/access", "example.net REJECT\n")
    let made = try await DebianRoot.bookworm.run(
      ["sh", "-c", "postmap /etc/postfix/access && postmap -q example.net hash:/etc/postfix/access"], tree: tree.path)
    #expect(made.outputText == "REJECT\n")
    #expect(try filesBelow(tree.path) == ["etc/postfix/access", "etc/postfix/main.cf"])
    #expect(try await DebianRoot.bookworm.run(["test", "-e", "/etc/postfix/access"]).status == 1)
  }

  @Test("input, both outputs and the status come through as bytes, and the environment is clean")
  func streams() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let run = try await DebianRoot.bookworm.run(
      ["sh", "-c", "cat; env | sort >&2; exit 7"], input: [0, 0xFF, 0x0A])
    #expect(run.output == [0, 0xFF, 0x0A])
    #expect(run.errorText == "HOME=/root\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\nPWD=/\n")
    #expect(run.status == 7)
  }

  @Test("a program that does not end is ended")
  func timeLimit() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    await #expect(throws: ProgramError.self) {
      try await DebianRoot.bookworm.run(["sleep", "60"], seconds: 1)
    }
  }
}
