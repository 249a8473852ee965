internal import OracleSupport
internal import Testing

/// What the README of each sample says, asked of the real programs.
@Suite struct SamplesAreAcceptedTests {
  static func folder(_ sample: String) -> String { "\(packageFolder)/Samples/\(sample)" }

  /// The first line of every sample's README is its story; the folder holds what the story needs.
  @Test("every sample says what goes wrong in it and how to see it")
  func everySampleHasItsStory() async throws {
    let listed = try await ProgramRun.of(["ls", Self.folder("")]).outputText.split(separator: "\n").map(String.init)
    #expect(listed == ["debian-12-stock", "dovecot-2.4", "postfix-classic-traps", "stories", "windows-live-mail-2012"])
    for sample in listed {
      let story = String(decoding: try readFile("\(Self.folder(sample))/README.md"), as: UTF8.self)
      #expect(story.contains("## What goes wrong\n"), "\(sample)")
      #expect(story.contains("## How to see it\n"), "\(sample)")
    }
  }

  @Test(
    "Dovecot accepts the sample without a word",
    arguments: [
      ("windows-live-mail-2012", DebianRoot.bookworm), ("debian-12-stock", .bookworm), ("dovecot-2.4", .trixie),
    ])
  func dovecotAccepts(_ sample: String, _ root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let run = try await root.run(["doveconf", "-n"], tree: Self.folder(sample))
    #expect(run.isSuccess)
    #expect(run.errorText == "")
    #expect(run.outputWithoutBanner.count > 500)
  }

  @Test("Postfix accepts the sample without a word", arguments: ["windows-live-mail-2012", "debian-12-stock"])
  func postfixAccepts(_ sample: String) async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    for command in [["postconf", "-n"], ["postconf", "-M"], ["postconf", "-P"]] {
      let run = try await DebianRoot.bookworm.run(command, tree: Self.folder(sample))
      #expect(run.isSuccess)
      #expect(run.errorText == "", "\(command)")
    }
  }

  @Test("windows-live-mail-2012: the edits in conf.d count for nothing, and the HELO list is whole")
  func windowsLiveMail() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let tree = Self.folder("windows-live-mail-2012")
    let dovecot = try await DebianRoot.bookworm.run(
      ["doveconf", "-h", "ssl", "disable_plaintext_auth"], tree: tree)
    #expect(dovecot.outputText == "required\nyes\n")
    let postfix = try await DebianRoot.bookworm.run(
      ["postconf", "-h", "smtpd_helo_required", "smtpd_helo_restrictions"], tree: tree)
    #expect(
      postfix.outputText == """
        yes
        permit_mynetworks permit_sasl_authenticated check_helo_access pcre:/etc/postfix/helo_access.pcre \
        reject_non_fqdn_helo_hostname reject_unknown_helo_hostname

        """)
    let services = try await DebianRoot.bookworm.run(["postconf", "-M", "submission/inet"], tree: tree)
    #expect(services.outputText == "")
    let table = try await DebianRoot.bookworm.run(
      ["postmap", "-q", "mail.example.net", "pcre:/etc/postfix/helo_access.pcre"], tree: tree)
    #expect(table.outputText == "REJECT You are not mail.example.net\n")
  }

  @Test("debian-12-stock: the protocols come from the packages, and Postfix asks nobody for passwords")
  func stock() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let tree = Self.folder("debian-12-stock")
    let dovecot = try await DebianRoot.bookworm.run(
      ["doveconf", "-h", "protocols", "submission_relay_host"], tree: tree)
    #expect(dovecot.outputText == " imap lmtp sieve pop3 submission\n\n")
    let postfix = try await DebianRoot.bookworm.run(
      ["postconf", "-h", "smtpd_sasl_type", "smtpd_sasl_auth_enable"], tree: tree)
    #expect(postfix.outputText == "cyrus\nno\n")
  }

  @Test(
    "dovecot-2.4: the network written below the webmail server wins, and lmtp has lost its quota",
    arguments: [
      (["protocol=imap", "remote=192.0.2.80"], "mail_max_userip_connections = 50\n"),
      (["protocol=imap", "remote=198.51.100.1"], "mail_max_userip_connections = 20\n"),
    ])
  func dovecot24(_ filters: [String], _ answer: String) async throws {
    guard DebianRoot.trixie.isAvailable() else { return }
    let tree = Self.folder("dovecot-2.4")
    let limit = try await DebianRoot.trixie.run(
      ["doveconf"] + filters.flatMap { ["-f", $0] } + ["mail_max_userip_connections"], tree: tree)
    #expect(limit.outputText == answer)
    let plugins = try await DebianRoot.trixie.run(
      ["doveconf", "-f", "protocol=lmtp", "mail_plugins"], tree: tree)
    #expect(plugins.outputText == "mail_plugins = sieve\n")
  }

  @Test("postfix-classic-traps: the duplicate, the swallowed line and the orphaned options do what the story says")
  func traps() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let tree = Self.folder("postfix-classic-traps")
    let values = try await DebianRoot.bookworm.run(
      [
        "postconf", "-h", "message_size_limit", "mynetworks", "smtpd_helo_required", "smtpd_client_restrictions",
        "smtpd_recipient_restrictions",
      ], tree: tree)
    #expect(
      values.outputText == """
        5120000
        127.0.0.0/8 [::1]/128 192.0.2.0/24
        no
        permit_mynetworks reject_unknown_reverse_client_hostname smtpd_helo_required = yes
        permit_mynetworks, reject_unauth_destination, check_recipient_access hash:/etc/postfix/recipient_access, \
        reject_unverified_recipient

        """)
    #expect(values.errorText.contains("main.cf, line 45: overriding earlier entry: message_size_limit=10240000"))
    let options = try await DebianRoot.bookworm.run(["postconf", "-P", "smtp/inet"], tree: tree)
    #expect(
      options.outputText == """
        smtp/inet/smtpd_client_restrictions = permit_sasl_authenticated,reject
        smtp/inet/smtpd_tls_security_level = encrypt
        smtp/inet/syslog_name = postfix/submission

        """)
  }
}
