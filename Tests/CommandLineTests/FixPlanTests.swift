import OracleSupport
import Testing

/// `audit --fix-plan`: from a finding to a plan, and from the plan to a server without the finding.
@Suite("The plan of an audit's fixes")
struct FixPlanTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    var dovecot: String?
    var main: String?
    var master = "smtp inet n - n - - smtpd\n"
    var root = DebianRoot.bookworm
    var policy: String?
    var testDescription: String { code }
  }

  /// A bad tree for each rule that has a safe fix.
  static let safe = [
    Case(
      code: "DT0205", main: "smtpd_delay_reject = no\nsmtpd_client_restrictions = permit_sasl_authenticated, reject"),
    Case(code: "DT0301", main: "smtpd_forbid_bare_newline = no", root: .trixie),
    Case(
      code: "DT0301", main: "", master: "smtp inet n - n - - smtpd\n  -o smtpd_forbid_bare_newline=no\n", root: .trixie),
    Case(
      code: "DT0203",
      main: logins + "smtpd_helo_restrictions = reject_non_fqdn_helo_hostname, permit_sasl_authenticated",
      master: submission),
    Case(
      code: "DT0208",
      main: logins + "smtpd_client_restrictions = permit_mynetworks,\n    reject_rbl_client zen.example.org",
      master: submission),
    Case(
      code: "DT0209",
      main: "smtpd_recipient_restrictions = reject_rbl_client bl.example.org,\n    reject_rbl_client dnsbl.sorbs.net"),
    Case(code: "DT0305", main: "smtpd_banner = $myhostname ESMTP $mail_name $mail_version"),
    Case(code: "DT0306", main: "smtpd_banner = ESMTP ready"),
    Case(code: "DT0307", main: "disable_vrfy_command = no"),
    Case(code: "DT0404", main: "smtpd_reject_unlisted_recipient = no"),
    Case(code: "DT0407", main: "soft_bounce = yes"),
    Case(code: "DT0505", main: "smtpd_tls_security_level = none\nsmtpd_tls_cert_file = /etc/x.pem"),
    Case(
      code: "DT0511",
      dovecot: """
        auth_mechanisms = plain
        service auth {
          unix_listener /var/spool/postfix/private/auth {
            mode = 0660
            user = postfix
            group = postfix
          }
        }

        """,
      main: logins + """
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = private/auth
        smtpd_sasl_tls_security_options = noplaintext, noanonymous
        """),
    Case(
      code: "DT0512", main: logins + "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination",
      master: submission),
    Case(
      code: "DT0704", main: tls + "smtpd_tls_protocols = >=TLSv1.3"),
    Case(code: "DT0705", main: tls + "smtpd_tls_ciphers = export"),
    Case(code: "DT0710", dovecot: "ssl = required\nssl_options = compression no_ticket\n"),
    Case(code: "DT0711", main: "smtp_tls_security_level = none", master: "smtp unix - - n - - smtp\n"),
    Case(code: "DT0733", main: tls + "smtpd_tls_ciphers = strong"),
    Case(code: "DT0734", main: "smtpd_tls_loglevel = 3"),
    Case(code: "DT0801", dovecot: "auth_verbose_passwords = plain\nauth_debug_passwords = yes\n"),
    Case(code: "DT0804", dovecot: "auth_mechanisms = plain nologin\n"),
    Case(code: "DT0815", dovecot: "auth_failure_delay = 0\n"),
    Case(code: "DT0820", dovecot: "auth_cache_size = 10M\nauth_cache_negative_ttl = 0\n"),
  ]

  /// Ports 25 and 587, both with what main.cf says; logins are Dovecot's.
  private static let submission = """
    smtp inet n - n - - smtpd
    587 inet n - n - - smtpd
      -o smtpd_sasl_auth_enable=yes
      -o smtpd_sasl_type=dovecot
      -o smtpd_sasl_path=private/auth

    """
  private static let logins = tls + "smtpd_sasl_auth_enable = yes\n"

  private static let tls = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\n"

  private func tree(_ wanted: Case) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    if let dovecot = wanted.dovecot { try tree.write("etc/dovecot/dovecot.conf", "protocols = imap\n" + dovecot) }
    if let main = wanted.main {
      try tree.write("etc/postfix/main.cf", "compatibility_level = 3.6\n\(main)\n")
      try tree.write("etc/postfix/master.cf", wanted.master)
      if main.contains("/etc/x.pem") { try tree.write("etc/x.pem", PEMSamples.server + PEMSamples.serverKey) }
    }
    return tree
  }

  private func versions(_ wanted: Case) -> [String] {
    [
      "--dovecot-version", wanted.root.dovecotVersion, "--postfix-version",
      wanted.root.suite == "trixie" ? "3.10.13" : "3.7.11",
    ]
  }

  /// gcc lines of what is found.
  private func found(_ arguments: [String], _ tree: TemporaryTree, _ wanted: Case) async throws -> [Substring] {
    let policy = wanted.policy.map { ["--policy", $0] } ?? []
    let command = ["audit", "--format", "gcc", "--fail-on", "never"] + policy + versions(wanted) + arguments
    let run = try await ProgramRun.of([Program.path, "--root", tree.path] + command)
    #expect(run.status == 0, "\(run.errorText)")
    return run.outputText.split(separator: "\n")
  }

  @Test(
    "a safe fix, applied, makes the finding disappear, brings no new error, and the daemon takes it", arguments: safe)
  func applied(wanted: Case) async throws {
    let (tree, work) = (try tree(wanted), try TemporaryTree())
    let plan = "\(work.path)/plan.toml"
    let errors = try await found([], tree, wanted).filter { $0.contains(": error: ") }
    #expect(try await !found(["--only", wanted.code, "--fix-plan", plan], tree, wanted).isEmpty)
    #expect(try await Program.run("review", plan, "--accept", "all").status == 0)
    let patch = try await ProgramRun.of([Program.path, "--root", tree.path, "patch", plan])
    #expect(patch.status == 0, "\(patch.errorText)")
    #expect(try await ProgramRun.of(["patch", "-p1", "-d", tree.path], input: patch.output).isSuccess)
    #expect(try await found(["--only", wanted.code], tree, wanted) == [])
    // Switched on, TLS shows a certificate, whose day is not what the fix is about.
    let after = try await found([], tree, wanted).filter { $0.contains(": error: ") && !$0.contains("[DT0720]") }
    #expect(after.count <= errors.count, "\(after)")
    guard wanted.root.isAvailable() else { return }
    let command = wanted.main == nil ? ["doveconf", "-n"] : ["postconf", "-n"]
    let real = try await wanted.root.run(command, tree: tree.path)
    #expect(real.isSuccess && !real.errorText.contains("fatal"), "\(real.errorText)")
  }

  @Test("every rule with a fix is among these, as safe or as not safe")
  func complete() throws {
    let folder = "\(packageFolder)/Sources/Audit/Rules"
    for path in try filesBelow(folder) {
      let text = String(decoding: try readFile("\(folder)/\(path)"), as: UTF8.self)
      guard let code = text.split(separator: "code: \"").last?.prefix(6) else { continue }
      if text.contains("isSafe: true") || text.contains("fixLettingInLogins") {
        #expect(Self.safe.contains { $0.code == code }, "\(path) has a safe fix and no tree here")
      }
      if text.contains("isSafe: false") || text.contains("fixOfFloor(floor)") {
        #expect(Self.risky.contains { $0.code == code }, "\(path) has a fix and no tree here")
      }
    }
  }

  /// A bad tree for each rule whose fix may turn somebody away, or lets in more than before.
  static let risky = [
    Case(code: "DT0107", main: "mynetworks_style = subnet"),
    Case(code: "DT0204", main: "smtpd_helo_restrictions = reject_non_fqdn_helo_hostname"),
    Case(code: "DT0206", main: "smtpd_helo_restrictions = permit_mynetworks,\n    reject_unknown_helo_hostname"),
    Case(code: "DT0303", main: "smtpd_forbid_unauth_pipelining = no", root: .trixie),
    Case(code: "DT0403", main: "local_recipient_maps ="),
    Case(code: "DT0501", main: logins + "smtpd_tls_auth_only = no", master: submission),
    Case(code: "DT0502", main: logins, master: submission),
    Case(code: "DT0507", main: "smtpd_tls_security_level = encrypt\nsmtpd_tls_cert_file = /etc/x.pem"),
    Case(
      code: "DT0513", main: tls,
      master: "587 inet n - n - - smtpd\n  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject\n"),
    Case(code: "DT0609", main: "message_size_limit = 100000000"),
    Case(
      code: "DT0614",
      dovecot: """
        protocols = lmtp
        service lmtp {
          unix_listener /var/spool/postfix/private/dovecot-lmtp {
            mode = 0600
            user = postfix
            group = postfix
          }
        }

        """,
      main: "recipient_delimiter = -\nvirtual_transport = lmtp:unix:private/dovecot-lmtp",
      master: "smtp inet n - n - - smtpd\nlmtp unix - - n - - lmtp\n"),
    Case(code: "DT0701", dovecot: "ssl = required\nssl_min_protocol = TLSv1\n"),
    Case(code: "DT0702", main: tls + "smtpd_tls_protocols = >=TLSv1"),
    Case(code: "DT0712", main: "smtp_tls_security_level = dane", master: "smtp unix - - n - - smtp\n"),
    Case(code: "DT0713", main: "smtp_tls_security_level = encrypt", master: "smtp unix - - n - - smtp\n"),
    Case(
      code: "DT0714",
      main: """
        relayhost = [relay.example.net]:587
        smtp_sasl_auth_enable = yes
        smtp_sasl_password_maps = inline:{relay.example.net=user:password}
        smtp_sasl_security_options =
        smtp_tls_security_level = may
        """, master: "smtp unix - - n - - smtp\n"),
    Case(
      code: "DT0715", main: tls,
      master: "587 inet n - n - - smtpd\n  -o smtpd_relay_restrictions=permit_tls_clientcerts,reject\n"),
    Case(code: "DT0802", dovecot: "auth_mechanisms = plain anonymous\n"),
    Case(code: "DT0803", dovecot: "auth_mechanisms = plain cram-md5\n"),
    Case(code: "DT0807", dovecot: "passdb {\n  driver = passwd-file\n  args = /etc/x\n  master = yes\n}\n"),
    Case(code: "DT1304", dovecot: "ssl = yes\ndisable_plaintext_auth = no\n", policy: "rfc8314"),
  ]

  @Test("a fix that is not safe says so in the plan, and makes the finding disappear too", arguments: risky)
  func appliedKnowingly(wanted: Case) async throws {
    let (tree, work) = (try tree(wanted), try TemporaryTree())
    let plan = "\(work.path)/plan.toml"
    #expect(try await !found(["--only", wanted.code, "--fix-plan", plan], tree, wanted).isEmpty)
    #expect(String(decoding: try work.read("plan.toml"), as: UTF8.self).contains("Not safe"))
    #expect(try await Program.run("review", plan, "--accept", "all").status == 0)
    let patch = try await ProgramRun.of([Program.path, "--root", tree.path, "patch", plan])
    #expect(patch.status == 0, "\(patch.errorText)")
    #expect(try await ProgramRun.of(["patch", "-p1", "-d", tree.path], input: patch.output).isSuccess)
    #expect(try await found(["--only", wanted.code], tree, wanted) == [])
  }

  @Test("a fix that is not safe says whom it may turn away, and an -o option is set right in master.cf")
  func unsafe() async throws {
    let wanted = Case(
      code: "DT0501", main: Self.tls + "smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes",
      master: "587 inet n - n - - smtpd\n  -o smtpd_tls_auth_only=no\n")
    let (tree, work) = (try tree(wanted), try TemporaryTree())
    _ = try await found(["--only", wanted.code, "--fix-plan", "\(work.path)/plan.toml"], tree, wanted)
    let plan = String(decoding: try work.read("plan.toml"), as: UTF8.self)
    #expect(plan.contains("risk = \"medium\"") && plan.contains("Not safe"))
    #expect(plan.contains("/etc/postfix/master.cf") && !plan.contains("path = \"/etc/postfix/main.cf\"\nline"))
  }

  @Test("a plan without changes is written too, and said to have none")
  func none() async throws {
    let work = try TemporaryTree()
    let tree = try tree(Case(code: "", main: ""))
    let run = try await ProgramRun.of([
      Program.path, "--root", tree.path, "audit", "--only", "DT0407", "--fix-plan", "\(work.path)/plan.toml",
    ])
    #expect(run.status == 0 && run.errorText.contains("No finding has a fix"))
    #expect(try work.read("plan.toml").isEmpty == false)
  }

  @Test("an unknown policy is a mistake in the call, and a known one is told of by name")
  func policies() async throws {
    let tree = try tree(Case(code: "", dovecot: "ssl = required\nssl_min_protocol = TLSv1.2\n"))
    let wrong = try await ProgramRun.of([Program.path, "--root", tree.path, "audit", "--policy", "mozilla"])
    #expect(wrong.status == 2 && wrong.errorText.contains("mozilla-intermediate"))
    let modern = try await ProgramRun.of([
      Program.path, "--root", tree.path, "audit", "--policy", "mozilla-modern", "--only", "DT1301",
    ])
    #expect(modern.status == 1 && modern.outputText.contains("Mozilla Server Side TLS 6.0, modern"))
  }
}
