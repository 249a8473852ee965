import MailServer
import ServerTree
import SourceText
import Testing

@testable import Planning

/// Wishes of every kind on small servers: how each is reached, and what is said where it cannot be.
@Suite("Wishes and how they are reached")
struct WishTests: SmallServers {
  private func profile(_ wishes: String, name: String = "x", id: String = "a", more: String = "") throws -> Profile {
    let text = """
      format = "dovetrail/profile/1"
      name = "\(name)"
      title = "X"
      audience = "nobody"
      [[change]]
      id = "\(id)"
      title = "A"
      reason = "r"
      risk = "low"
      weakens = ["w"]
      \(more)
      \(wishes)
      """
    return try Profile(Array(text.utf8), path: "x.toml")
  }

  private func plan(
    _ server: MailServer, _ profiles: [Profile], style: EditStyle = .inPlace, expires: String? = nil
  ) -> Plan {
    Planner(server: server, style: style, expires: expires).plan(profiles, created: "2026-11-24T08:30:00Z")
  }

  /// The lines that a plan removes and adds, without the context; its remarks where it changes nothing.
  private func lines(_ plan: Plan, _ server: MailServer) throws -> [String] {
    guard !plan.changes.isEmpty else { return plan.remarks.map { "\($0.kind.rawValue): \($0.text)" } }
    let tree = try plan.tree(of: plan.changes, in: server.tree)
    return String(decoding: tree.unifiedDiff, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---") }
  }

  private static let plaintext = """
    [[change.set]]
    daemon = "dovecot"
    setting = "ssl"
    value = "yes"
    remote = "192.0.2.0/24"
    protocol = "pop3"
    [[change.set]]
    daemon = "dovecot"
    setting = "disable_plaintext_auth"
    value = "no"
    remote = "192.0.2.0/24"
    protocol = "pop3"
    """

  // MARK: - Scopes of Dovecot

  @Test("a wish for a network and a protocol becomes nested blocks, and one block for all its settings")
  func nestedScope() throws {
    let server = server(dovecot: "protocols = imap pop3\nssl = required\n")
    let plan = plan(server, [try profile(Self.plaintext)])
    #expect(
      try lines(plan, server) == [
        "+remote 192.0.2.0/24 {", "+  protocol pop3 {", "+    ssl = yes", "+    disable_plaintext_auth = no", "+  }",
        "+}",
      ])
    #expect(plan.changes[0].effects.map(\.scope) == Array(repeating: "remote 192.0.2.0/24 { protocol pop3 }", count: 2))
    let listeners = plan.changes[0].listeners
    #expect(listeners.contains { $0.listener.hasPrefix("port 110") && $0.fact == "passwords without TLS" })
    #expect(!listeners.contains { $0.listener.hasPrefix("port 143") })
  }

  @Test("a block that is there already takes the line; a scope that has the value is no change")
  func existingScope() throws {
    let block = "ssl = yes\nremote 192.0.2.0/24 {\n  protocol pop3 {\n    ssl = yes\n  }\n}\n"
    let server = server(dovecot: block)
    #expect(try lines(plan(server, [try profile(Self.plaintext)]), server) == ["+    disable_plaintext_auth = no"])
    let wider = self.server(dovecot: "ssl = yes\nremote 192.0.0.0/16 {\n  disable_plaintext_auth = no\n}\n")
    #expect(plan(wider, [try profile(Self.plaintext)]).remarks.map(\.kind) == [.alreadyHolds])
  }

  @Test("a smaller network inside that decides otherwise stands in the way, and that is said")
  func innerScope() throws {
    let server = server(
      dovecot: "ssl = yes\nremote 192.0.2.128/25 {\n  protocol pop3 {\n    disable_plaintext_auth = yes\n  }\n}\n")
    let remarks = plan(server, [try profile(Self.plaintext)]).remarks
    #expect(remarks.map(\.kind) == [.obstacle])
    #expect(remarks[0].text.hasPrefix("The daemon would refuse the changed files: "), "\(remarks[0].text)")
  }

  // MARK: - Lists

  private static let addition = """
    [[change.add]]
    daemon = "postfix"
    setting = "smtpd_helo_restrictions"
    element = "permit_sasl_authenticated"
    before = ["reject_non_fqdn_helo_hostname"]
    """

  @Test(
    "an element is put into a list in the list's own layout, before what it must precede",
    arguments: [
      (
        "smtpd_helo_restrictions = permit_mynetworks, reject_non_fqdn_helo_hostname\n",
        "+smtpd_helo_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_non_fqdn_helo_hostname"
      ),
      (
        "smtpd_helo_restrictions = permit_mynetworks reject_non_fqdn_helo_hostname\n",
        "+smtpd_helo_restrictions = permit_mynetworks permit_sasl_authenticated reject_non_fqdn_helo_hostname"
      ),
      (
        "smtpd_helo_restrictions =\n    permit_mynetworks\n# old machines\n    reject_non_fqdn_hostname\n",
        "+    permit_sasl_authenticated"
      ),
      (
        "smtpd_helo_restrictions = reject_non_fqdn_helo_hostname,\n  permit_sasl_authenticated\n",
        "+smtpd_helo_restrictions = permit_sasl_authenticated, reject_non_fqdn_helo_hostname,"
      ),
      (
        "smtpd_helo_restrictions = permit_sasl_authenticated, reject_non_fqdn_helo_hostname\n",
        "already-holds: smtpd_helo_restrictions has permit_sasl_authenticated already."
      ),
      ("", "already-holds: smtpd_helo_restrictions has none of reject_non_fqdn_helo_hostname."),
    ])
  func additions(main: String, wanted: String) throws {
    let server = server(main: main, master: "smtp inet n - y - - smtpd\n")
    #expect(try lines(plan(server, [try profile(Self.addition)]), server).contains(wanted))
  }

  @Test("an element at the end of a folded list keeps its commas, and a list of Dovecot's keeps its order")
  func atTheEnd() throws {
    let wish = """
      [[change.add]]
      daemon = "postfix"
      setting = "smtpd_sender_restrictions"
      element = "reject_unknown_sender_domain"
      start = ["permit_mynetworks"]
      [[change.add]]
      daemon = "dovecot"
      setting = "auth_mechanisms"
      element = "login"
      """
    let server = server(
      dovecot: "auth_mechanisms = plain  # for all\n",
      main: "smtpd_sender_restrictions =\n  permit_mynetworks,\n  reject_non_fqdn_sender\nbiff = no\n",
      master: "smtp inet n - y - - smtpd\n")
    #expect(
      try lines(plan(server, [try profile(wish)]), server) == [
        "-auth_mechanisms = plain  # for all", "+auth_mechanisms = plain login  # for all", "-  reject_non_fqdn_sender",
        "+  reject_non_fqdn_sender,", "+  reject_unknown_sender_domain",
      ])
  }

  // MARK: - Services

  private static let scoped = """
    [[change.set]]
    daemon = "postfix"
    setting = "smtpd_helo_restrictions"
    value = ""
    service = "submission/inet"
    """

  @Test("a wish for one service is an option of that service, or its own parameter where it takes one")
  func serviceOption() throws {
    let smtp = "smtp inet n - y - - smtpd\n"
    let option = server(
      main: "smtpd_helo_restrictions = reject\n", master: smtp + "submission inet n - y - - smtpd\n  -o a=b\n")
    #expect(try lines(plan(option, [try profile(Self.scoped)]), option) == ["+  -o smtpd_helo_restrictions="])
    let own = server(
      main: "mua_helo_restrictions = reject\n",
      master: smtp + "587 inet n - y - - smtpd\n  -o smtpd_helo_restrictions=$mua_helo_restrictions\n")
    #expect(
      try lines(plan(own, [try profile(Self.scoped)]), own) == [
        "-mua_helo_restrictions = reject", "+mua_helo_restrictions = ",
      ])
    let shared = server(
      main: "mua_helo_restrictions = reject\n",
      master: smtp + "587 inet n - y - - smtpd\n  -o smtpd_helo_restrictions=$mua_helo_restrictions\n"
        + "465 inet n - y - - smtpd\n  -o smtpd_helo_restrictions=$mua_helo_restrictions\n")
    #expect(plan(shared, [try profile(Self.scoped)]).remarks.map(\.kind) == [.obstacle])
    let none = server(main: "", master: smtp)
    #expect(plan(none, [try profile(Self.scoped)]).remarks.map(\.kind) == [.doesNotApply])
  }

  @Test("a service on a port that the other daemon has cannot run; a change that closes the port lets it")
  func sharedPort() throws {
    let service = "[[change.service]]\nname = \"submission\"\ntype = \"inet\"\ncommand = \"smtpd\"\n"
    let server = server(
      dovecot: "protocols = imap submission\n", main: "", master: "smtp inet n - y - - smtpd\n")
    let remarks = plan(server, [try profile(service)]).remarks
    #expect(
      remarks[0].text.contains("port 587 would be taken by postfix's submission/inet and by dovecot's submission-login")
    )
    let close = "[[change.close]]\ndaemon = \"dovecot\"\nport = 587\n"
    let both = plan(server, [try profile(service + close)])
    #expect(try lines(both, server).contains("+    port = 0"))
    #expect(both.changes.count == 1)
  }

  // MARK: - Several profiles

  private func setting(_ name: String, _ value: String, daemon: String = "dovecot") -> String {
    "[[change.set]]\ndaemon = \"\(daemon)\"\nsetting = \"\(name)\"\nvalue = \"\(value)\"\n"
  }

  @Test("two profiles that wish the opposite are found by the wish, not by the text")
  func conflicts() throws {
    let server = server(dovecot: "ssl = no\nverbose_ssl = no\n")
    let first = try profile(setting("ssl", "required"), name: "strict")
    let opposite = plan(server, [first, try profile(setting("ssl", "yes"), name: "lax", id: "b")])
    #expect(opposite.changes.map(\.id) == ["a"])
    #expect(opposite.remarks.map(\.kind) == [.conflict])
    #expect(opposite.remarks[0].text.contains("'a' (strict: A) wants the opposite"))
    let same = plan(server, [first, try profile(setting("ssl", "required"), name: "other", id: "b")])
    #expect(same.remarks.map(\.kind) == [.alreadyHolds])
    let moot = plan(server, [first, try profile(setting("disable_plaintext_auth", "no"), name: "lax", id: "b")])
    #expect(moot.remarks.map(\.kind) == [.conflict], "ssl = required makes it moot")
    let neighbour = plan(server, [first, try profile(setting("verbose_ssl", "yes"), name: "other")])
    #expect(neighbour.changes.map(\.id) == ["a", "other-a"])
  }

  @Test("rejecting a change rejects what needs it, directly or through others")
  func dependents() throws {
    let second =
      "[[change]]\nid = \"b\"\ntitle = \"B\"\nreason = \"r\"\nrisk = \"low\"\nneeds = [\"a\"]\n"
      + setting("verbose_ssl", "yes")
    let third = second.replacing("\"b\"", with: "\"c\"").replacing("[\"a\"]", with: "[\"b\"]")
      .replacing("verbose_ssl", with: "auth_debug")
    let whole = try profile(setting("ssl", "yes") + second + third)
    var planned = plan(server(dovecot: "ssl = no\n"), [whole])
    #expect(planned.dependents(of: "a") == ["b", "c"])
    let fallen = try planned.decide(
      ReviewRequest(accept: [], reject: ["a"], note: "", reviewer: "r", time: "t"))
    #expect(fallen == [FallenChange(id: "b", cause: "a"), FallenChange(id: "c", cause: "b")])
    #expect(planned.changes(with: .rejected).map(\.id) == ["a", "b", "c"])
    #expect(planned.changes[2].decision.note == "falls with b")
  }

  // MARK: - Expiry

  @Test("a last day is kept in the plan and as a marker above the change, which can be found again")
  func expiry() throws {
    let server = server(dovecot: "ssl = required\n")
    let planned = plan(server, [try profile(setting("ssl", "yes"))], expires: "2027-06-30")
    #expect(planned.changes[0].expires == "2027-06-30")
    #expect(
      try lines(planned, server) == ["-ssl = required", "+# dovetrail:expires 2027-06-30 x/a", "+ssl = yes"])
    let after = try planned.tree(of: planned.changes, in: server.tree).files[0].after
    let markers = Expiry.markers(in: after)
    #expect(markers.map(\.line) == [1])
    #expect(markers.map(\.expiry) == [Expiry(day: "2027-06-30", change: "x/a")])
    #expect(Expiry(Array("# dovetrail:expires soon x/a".utf8)[...]) == nil)
    #expect(Expiry.day("2028-02-29") != nil && Expiry.day("2027-02-29") == nil && Expiry.day("2027-6-30") == nil)
  }
}
