import Dovecot
import MailServer
import Postfix
import ServerTree
import SettingsGraph
import Testing

@testable import Planning

/// The shipped profile on small servers: which edits it makes, and when it makes none.
@Suite("Plans for servers")
struct PlannerTests: SmallServers {
  private func plan(_ server: MailServer) throws -> Plan {
    let profile = try #require(try BuiltInProfiles.all().first { $0.name == "legacy-windows-live-mail" })
    return Planner(server: server).plan([profile], created: "2026-11-24T08:30:00Z")
  }

  /// The lines that all changes together remove and add, without the context.
  private func changedLines(_ plan: Plan, _ server: MailServer) throws -> [String] {
    let tree = try plan.tree(of: plan.changes, in: server.tree)
    return String(decoding: tree.unifiedDiff, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---") }
  }

  private func remark(_ plan: Plan, _ id: String) -> Plan.Remark? { plan.remarks.first { $0.id == id } }

  private static let smtp = "smtp      inet  n       -       y       -       -       smtpd\n"

  @Test("the assignment that wins is edited, and the ones that lose are named")
  func winner() throws {
    let server = server(
      dovecot: "!include conf.d/*.conf\nssl = required  # policy\n", conf: ["10-ssl.conf": "ssl = yes\n"])
    let plan = try plan(server)
    let change = try #require(plan.change("dovecot-ssl-optional"))
    #expect(change.edits.map(\.path) == ["/etc/dovecot/dovecot.conf"])
    #expect(change.notes.contains { $0.hasPrefix("/etc/dovecot/conf.d/10-ssl.conf:1 (yes)") })
    #expect(change.diff.contains("-ssl = required  # policy\n+ssl = yes  # policy\n"))
    #expect(
      change.effects == [EffectiveChange(daemon: "dovecot", name: "ssl", scope: "", before: "required", after: "yes")])
  }

  @Test("a setting that nothing assigns is written where it will win")
  func insertion() throws {
    let server = server(
      dovecot: "ssl = required\n!include conf.d/*.conf\n",
      conf: ["10-auth.conf": "# Plain passwords\n#disable_plaintext_auth = yes\nauth_mechanisms = plain\n"])
    let plan = try plan(server)
    let change = try #require(plan.change("dovecot-plaintext-login"))
    #expect(change.needs == ["dovecot-ssl-optional"])
    #expect(change.edits.map(\.path) == ["/etc/dovecot/conf.d/10-auth.conf"])
    #expect(try changedLines(plan, server).contains("+disable_plaintext_auth = no"))
  }

  @Test("Dovecot 2.4 gets its own setting, which it accepts only after the change it needs")
  func dovecot24() throws {
    let server = server(
      dovecot: "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nssl = required\n", version: "2.4.1")
    let plan = try plan(server)
    #expect(plan.changes.map(\.id).prefix(2) == ["dovecot-ssl-optional", "dovecot-plaintext-login"])
    #expect(try changedLines(plan, server).contains("+auth_allow_cleartext = yes"))
    var alone = plan
    try alone.decide(
      ReviewRequest(accept: ["dovecot-plaintext-login"], reject: [], note: "", reviewer: "", time: ""))
    #expect(throws: PlanError.needsOthers(changeID: "dovecot-plaintext-login", ["dovecot-ssl-optional"])) {
      try alone.acceptedTree(in: server.tree)
    }
  }

  @Test("a wish that holds is no change; one that is not meant for the value is left alone")
  func noChange() throws {
    let plan = try plan(server(dovecot: "ssl = no\ndisable_plaintext_auth = no\n"))
    #expect(plan.changes.isEmpty)
    #expect(remark(plan, "dovecot-ssl-optional")?.kind == .doesNotApply)
    #expect(remark(plan, "dovecot-plaintext-login")?.kind == .alreadyHolds)
    #expect(remark(plan, "postfix-submission")?.kind == .doesNotApply)
  }

  @Test(
    "restrictions are taken out of a list however it is laid out",
    arguments: [
      (
        "smtpd_helo_restrictions = permit_mynetworks, reject_non_fqdn_helo_hostname, reject_unknown_helo_hostname\n",
        "+smtpd_helo_restrictions = permit_mynetworks"
      ),
      (
        "smtpd_helo_restrictions = reject_non_fqdn_helo_hostname, reject_unknown_helo_hostname, permit\n",
        "+smtpd_helo_restrictions = permit"
      ),
      ("smtpd_helo_restrictions = permit_mynetworks,\n  reject_unknown_hostname\n", "+#  reject_unknown_hostname"),
    ])
  func lists(text: String, wanted: String) throws {
    let server = server(main: text, master: Self.smtp)
    #expect(try changedLines(try plan(server), server).contains(wanted))
  }

  @Test("a restriction behind warn_if_reject refuses nobody and stays")
  func warnOnly() throws {
    let main = "smtpd_helo_restrictions = warn_if_reject reject_unknown_helo_hostname, reject_invalid_helo_hostname\n"
    let plan = try plan(server(main: main, master: Self.smtp))
    #expect(remark(plan, "postfix-helo-dns")?.kind == .alreadyHolds)
  }

  @Test("a restriction that comes through a macro is an obstacle that is named")
  func throughMacro() throws {
    let main = "checks = reject_unknown_helo_hostname\nsmtpd_helo_restrictions = permit_mynetworks, $checks\n"
    let plan = try plan(server(main: main, master: Self.smtp))
    #expect(remark(plan, "postfix-helo-dns")?.kind == .obstacle)
  }

  @Test("a commented-out submission service is uncommented with the options that are wanted, prose between them or not")
  func commentedService() throws {
    let master =
      Self.smtp + """
        #submission inet n       -       y       -       -       smtpd
        #  -o syslog_name=postfix/submission
        #  -o smtpd_tls_security_level=encrypt
        #  -o smtpd_sasl_auth_enable=yes
        #     Instead of more restrictions:
        #  -o smtpd_client_restrictions=$mua_client_restrictions
        #  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
        #  -o milter_macro_daemon_name=ORIGINATING
        pickup    unix  n       -       y       60      1       pickup

        """
    let server = server(main: "", master: master)
    let lines = try changedLines(try plan(server), server)
    #expect(
      lines.filter { $0.hasPrefix("+") } == [
        "+submission inet n       -       y       -       -       smtpd",
        "+  -o syslog_name=postfix/submission",
        "+  -o smtpd_tls_security_level=encrypt",
        "+  -o smtpd_sasl_auth_enable=yes",
        "+  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject",
        "+  -o milter_macro_daemon_name=ORIGINATING",
      ])
    #expect(lines.count == 12)
  }

  @Test("without a commented-out one the service is written in the columns of the file")
  func newService() throws {
    let server = server(main: "", master: Self.smtp)
    let lines = try changedLines(try plan(server), server)
    #expect(lines.first == "+submission inet n       -       y       -       -       smtpd")
    #expect(lines.contains("+  -o smtpd_sasl_auth_enable=yes"))
  }

  @Test("a service by the number of its port is there already; without authentication it gets that option alone")
  func existingService() throws {
    let holds = Self.smtp + "587 inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n"
    #expect(remark(try plan(server(main: "", master: holds)), "postfix-submission")?.kind == .alreadyHolds)
    let lacking = Self.smtp + "submission inet n - y - - smtpd\n  -o syslog_name=x\n"
    let server = server(main: "", master: lacking)
    #expect(try changedLines(try plan(server), server) == ["+  -o smtpd_sasl_auth_enable=yes"])
  }

  @Test("a secret beside a change is hidden in the plan's diff, and the patch is known to hold it")
  func secrets() throws {
    let server = server(dovecot: "doveadm_password = hush\nssl = required\n")
    let plan = try plan(server)
    let change = try #require(plan.change("dovecot-ssl-optional"))
    #expect(!change.diff.contains("hush"))
    let tree = try plan.tree(of: plan.changes, in: server.tree)
    #expect(String(decoding: tree.unifiedDiff, as: UTF8.self).contains("hush"))
    #expect(tree.files.contains { SecretText(of: server).appears(in: $0) })
    #expect(!String(decoding: plan.fileContents, as: UTF8.self).contains("hush"))
  }
}
