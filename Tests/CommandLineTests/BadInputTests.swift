internal import Glibc
internal import OracleSupport
internal import Testing

/// Broken trees: every problem in one run, the right exit code, and everything else still answered.
@Suite struct BadInputTests {
  private func tree(_ main: String, _ files: [String: String] = [:]) throws -> TemporaryTree {
    let tree = try TemporaryTree().write("etc/dovecot/dovecot.conf", main)
    for (name, text) in files { try tree.write("etc/dovecot/\(name)", text) }
    return tree
  }

  private func show(_ tree: TemporaryTree) async throws -> ProgramRun {
    try await Program.run("show", "dovecot", "--dovecot-version", "2.3.19", root: tree.path)
  }

  @Test("a root that is not there, and a root that is a file, are input errors")
  func noRoot() async throws {
    let tree = try TemporaryTree().write("file", "")
    for root in ["\(tree.path)/nothing", "\(tree.path)/file"] {
      let run = try await Program.run("show", root: root)
      #expect(run.status == 5)
      #expect(run.output.isEmpty)
      #expect(run.errorText.contains(root) && run.errorText.contains("next: "))
    }
  }

  @Test("an empty root has neither daemon, and both are named")
  func emptyRoot() async throws {
    let tree = try TemporaryTree()
    let run = try await Program.run("show", root: tree.path)
    #expect(run.status == 5)
    #expect(run.errorText.contains("/etc/dovecot/dovecot.conf") && run.errorText.contains("/etc/postfix/main.cf"))
  }

  @Test("a server with one daemon is no error for a question about both")
  func oneDaemon() async throws {
    let tree = try tree("ssl = no\n")
    let run = try await Program.run("show", root: tree.path)
    #expect(run.status == 0, "\(run.errorText)")
    #expect(run.outputText.contains("ssl = no"))
  }

  @Test("a directory in place of the main file is said, with its path")
  func directoryAsMainFile() async throws {
    let tree = try TemporaryTree().directory("etc").directory("etc/dovecot").directory("etc/dovecot/dovecot.conf")
    let run = try await show(tree)
    #expect(run.status == 3 || run.status == 5)
    #expect(run.errorText.contains("/etc/dovecot/dovecot.conf") && run.errorText.contains("directory"))
  }

  @Test("an include loop is told with its line, and the rest is answered")
  func includeLoop() async throws {
    let run = try await show(
      try tree("ssl = no\n!include a.conf\nlisten = *\n", ["a.conf": "login_greeting = a\n!include dovecot.conf\n"]))
    #expect(run.status == 3)
    #expect(run.errorText.contains("/etc/dovecot/a.conf:2:"))
    #expect(run.errorText.contains("Recursive include file"))
    #expect(run.outputText.contains("ssl = no") && run.outputText.contains("login_greeting = a"))
    #expect(run.outputText.contains("listen = *"))
  }

  @Test("unknown settings and an unterminated section are all told in one run")
  func everyProblem() async throws {
    let run = try await show(try tree("ssll = no\nfoo = 1\nssl = maybe\nservice auth {\n  mode = 0600\n"))
    #expect(run.status == 3)
    #expect(run.errorText.contains("dovecot.conf:1:") && run.errorText.contains("dovecot.conf:2:"))
    #expect(run.errorText.contains("dovecot.conf:3:"))
    #expect(run.errorText.contains("Unknown setting: ssll"))
    #expect(run.errorText.contains("Missing '}'"))
    #expect(run.errorText.contains("next: "))
  }

  @Test("a file that may not be read is named, and never passed over as absent")
  func noPermission() async throws {
    let tree = try tree("ssl = no\n!include a.conf\n", ["a.conf": "listen = *\n"])
    #expect(unsafe chmod("\(tree.path)/etc/dovecot/a.conf", 0) == 0)
    // As nobody: root may read anything.
    let command = [Program.path, "--root", tree.path, "show", "dovecot", "--dovecot-version", "2.3.19"]
    let asNobody = geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] + command : command
    let run = try await ProgramRun.of(asNobody)
    #expect(run.status == 3 || run.status == 5, "\(run.errorText)")
    #expect(run.errorText.contains("a.conf") && run.errorText.contains("Permission denied"))
    #expect(run.outputText.contains("ssl = no"))
  }

  @Test("a main.cf line without '=' is told with the daemon's words, and the rest is answered")
  func missingEquals() async throws {
    let tree = try TemporaryTree()
      .write("etc/postfix/main.cf", "myhostname = a.example\nwhat is this\nmydomain = example\n")
      .write("etc/postfix/master.cf", "smtp inet n - n - - smtpd\n")
    let run = try await Program.run("show", "postfix", "--postfix-version", "3.7", root: tree.path)
    #expect(run.status == 3)
    #expect(run.errorText.contains("/etc/postfix/main.cf:2:"))
    #expect(run.errorText.contains("missing '=' after attribute name"))
    #expect(run.outputText.contains("mydomain = example"))
  }

  @Test("any bytes are input, never a crash", arguments: [1, 2, 3] as [UInt64])
  func randomBytes(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let words = [
      "ssl", " = ", "{", "}", "\n", "\\\n", "!include ", "*.conf", "\"", "'", "<", "$", "#", "\0", "\r", "é", "-o ",
      "smtp inet n - n - - smtpd",
    ]
    let text = (0..<4_000).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }.joined()
    let tree = try tree(text)
    try tree.write("etc/postfix/main.cf", text).write("etc/postfix/master.cf", text)
    for version in ["2.3.19", "2.4.1"] {
      let run = try await Program.run("show", "--dovecot-version", version, root: tree.path)
      #expect([0, 3, 5].contains(run.status), "seed \(seed), status \(run.status)")
    }
  }

  @Test("a usage error is exit code 2 and goes to standard error")
  func usage() async throws {
    for arguments in [["why"], ["show", "--style", "native"], ["plan", "no-such-profile"], ["nonsense"]] {
      let run = try await ProgramRun.of([Program.path] + arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.output.isEmpty && !run.errors.isEmpty)
    }
  }
}

/// A rescue system: a chroot with nothing mounted in it.
@Suite struct RescueTests {
  @Test("the program knows what it was asked in a chroot without /proc")
  func withoutProc() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let script = """
      mount -t tmpfs dovetrail "$1/mnt" && cp -R "$2/." "$1/mnt" && cp "$3" "$1/mnt/dovetrail" &&
      mkdir -p "$1/mnt/lib64" && for file in $(ldd "$3" | grep -o '/[^ ]*'); do
        mkdir -p "$1/mnt$(dirname "$file")" && cp -L "$file" "$1/mnt$file"
      done && chroot "$1/mnt" /dovetrail why ssl
      """
    let isolation = ["unshare", "--mount", "--propagation", "private"]
    let run = try await ProgramRun.of(
      Elevation.prefix + isolation + [
        "sh", "-c", script, "sh", DebianRoot.bookworm.path, Program.sample("windows-live-mail-2012"), Program.path,
      ])
    #expect(run.outputText.hasPrefix("ssl = required\n"), "\(run.errorText)")
  }
}
