import MailServer
import ServerTree
import Testing

@testable import Planning

/// Changes of one plan that mean the same lines: any of them may be left out.
@Suite("Changes on top of one another")
struct CompositionTests: SmallServers {
  private static let lists = """
    [[change]]
    id = "fqdn"
    title = "A"
    reason = "r"
    risk = "none"
    [change.remove]
    parameter = "smtpd_helo_restrictions"
    element = "reject_non_fqdn_helo_hostname"
    [[change]]
    id = "permit"
    title = "B"
    reason = "r"
    risk = "none"
    [change.add]
    daemon = "postfix"
    setting = "smtpd_helo_restrictions"
    element = "permit_sasl_authenticated"
    before = ["reject_non_fqdn_helo_hostname", "reject_unknown_helo_hostname"]
    [[change]]
    id = "dns"
    title = "C"
    reason = "r"
    risk = "none"
    [change.remove]
    parameter = "smtpd_helo_restrictions"
    element = "reject_unknown_helo_hostname"
    """

  private func profile(_ changes: String, name: String = "x") throws -> Profile {
    let head =
      "format = \"dovetrail/profile/1\"\nname = \"\(name)\"\ntitle = \"X\"\naudience = \"nobody\"\n"
    return try Profile(Array((head + changes).utf8), path: "x.toml")
  }

  private func change(_ id: String, _ wish: String, more: String = "") -> String {
    "[[change]]\nid = \"\(id)\"\ntitle = \"T\"\nreason = \"the reason of \(id)\"\nrisk = \"none\"\n\(more)\n\(wish)\n"
  }

  private func plan(_ server: MailServer, _ profiles: Profile..., expires: String? = nil) -> Plan {
    Planner(server: server, expires: expires).plan(profiles, created: "2026-11-24T08:30:00Z")
  }

  /// A file after some of the changes.
  private func text(_ path: String, _ plan: Plan, with ids: [String], on server: MailServer) throws -> String {
    let tree = try plan.tree(of: plan.changes.filter { ids.contains($0.id) }, in: server.tree)
    let file = tree.files.first { $0.path.description == path }
    return String(decoding: file?.after ?? server.bytes(at: TreePath(path)), as: UTF8.self)
  }

  @Test(
    "three that mean one line give the right list, whichever of them are accepted",
    arguments: [
      (["fqdn"], "reject_unknown_helo_hostname, permit"), (["dns"], "reject_non_fqdn_helo_hostname, permit"),
      (["fqdn", "dns"], "permit"),
      (["permit"], "permit_sasl_authenticated, reject_non_fqdn_helo_hostname, reject_unknown_helo_hostname, permit"),
      (["permit", "fqdn"], "permit_sasl_authenticated, reject_unknown_helo_hostname, permit"),
      (["permit", "dns"], "permit_sasl_authenticated, reject_non_fqdn_helo_hostname, permit"),
      (["permit", "fqdn", "dns"], "permit_sasl_authenticated, permit"),
    ])
  func oneLine(ids: [String], wanted: String) throws {
    let main = "smtpd_helo_restrictions = reject_non_fqdn_helo_hostname, reject_unknown_helo_hostname, permit\n"
    let server = server(main: main, master: "smtp inet n - y - - smtpd\n")
    let plan = plan(server, try profile(Self.lists))
    #expect(plan.changes.map(\.id) == ["fqdn", "permit", "dns"], "\(plan.remarks)")
    #expect(
      try text("/etc/postfix/main.cf", plan, with: ids, on: server) == "smtpd_helo_restrictions = \(wanted)\n")
  }

  @Test("two profiles that each put a word into one list are both planned, and each can go alone")
  func oneList() throws {
    func addition(_ word: String) -> String {
      change(word, "[[change.add]]\ndaemon = \"dovecot\"\nsetting = \"auth_mechanisms\"\nelement = \"\(word)\"")
    }
    let server = server(dovecot: "auth_mechanisms = plain # all\n")
    let plan = plan(server, try profile(addition("login")), try profile(addition("xoauth2"), name: "y"))
    let path = "/etc/dovecot/dovecot.conf"
    #expect(
      try text(path, plan, with: ["login", "xoauth2"], on: server) == "auth_mechanisms = plain login xoauth2 # all\n")
    #expect(try text(path, plan, with: ["xoauth2"], on: server) == "auth_mechanisms = plain xoauth2 # all\n")
  }

  @Test("a change for a service stands on the one that offers it, though its profile is another and does not say so")
  func service() throws {
    let service = "[[change.service]]\nname = \"submission\"\ntype = \"inet\"\ncommand = \"smtpd\""
    let option =
      "[[change.set]]\ndaemon = \"postfix\"\nsetting = \"smtpd_helo_restrictions\"\nvalue = \"\"\n"
      + "service = \"submission/inet\""
    let server = server(main: "smtpd_helo_restrictions = reject\n", master: "smtp inet n - y - - smtpd\n")
    var plan = plan(server, try profile(change("offer", service)), try profile(change("free", option), name: "y"))
    #expect(plan.change("free")?.needs == ["offer"])
    #expect(plan.change("free")?.diff.contains("+  -o smtpd_helo_restrictions=\n") == true)
    let master = "smtp inet n - y - - smtpd\nsubmission inet n - y - - smtpd\n"
    #expect(
      try text("/etc/postfix/master.cf", plan, with: ["offer", "free"], on: server)
        == master + "  -o smtpd_helo_restrictions=\n")
    #expect(try text("/etc/postfix/master.cf", plan, with: ["offer"], on: server) == master)
    let fallen = try plan.decide(
      ReviewRequest(accept: [], reject: ["offer"], note: "", reviewer: "", time: ""))
    #expect(fallen == [FallenChange(id: "free", cause: "offer")])
  }

  @Test("each of two changes for a time has its own marker, above its own line")
  func markers() throws {
    func setting(_ name: String) -> String {
      change(
        name.replacing("_", with: "-"),
        "[[change.set]]\ndaemon = \"dovecot\"\nsetting = \"\(name)\"\nvalue = \"yes\"", more: "weakens = [\"w\"]")
    }
    let server = server(dovecot: "auth_debug = no\n")
    let plan = plan(server, try profile(setting("auth_debug") + setting("auth_verbose")), expires: "2027-06-30")
    #expect(
      try text("/etc/dovecot/dovecot.conf", plan, with: ["auth-debug", "auth-verbose"], on: server) == """
        # dovetrail:expires 2027-06-30 x/auth-debug
        auth_debug = yes
        # dovetrail:expires 2027-06-30 x/auth-verbose
        auth_verbose = yes

        """)
  }

  @Test("a plan of which an edit or a wish was altered by hand is refused")
  func altered() throws {
    let server = server(dovecot: "ssl = required\n")
    let plan = plan(
      server,
      try profile(change("a", "[[change.set]]\ndaemon = \"dovecot\"\nsetting = \"ssl\"\nvalue = \"yes\"")))
    let file = String(decoding: plan.fileContents, as: UTF8.self)
    let word = "decision = \"undecided\""
    for (old, new) in [("inserts = \"yes\"", "inserts = \"no\""), ("value = \"yes\"", "value = \"no\"")] {
      let text = file.replacing(word, with: "decision = \"accepted\"")
      #expect(text.contains(old))
      let altered = try Plan(fileContents: Array(text.replacing(old, with: new).utf8), path: "p")
      #expect(throws: PlanError.altered(changeID: "a", path: "/etc/dovecot/dovecot.conf")) {
        try altered.acceptedTree(in: server.tree)
      }
      let whole = try Plan(fileContents: Array(text.utf8), path: "p")
      #expect(try whole.acceptedTree(in: server.tree).files.map(\.after) == [Array("ssl = yes\n".utf8)])
    }
  }

  @Test("wishes of every kind are the same after they were written to a plan and read again")
  func wishesAsText() throws {
    for profile in try BuiltInProfiles.all() {
      let assignments = profile.parameters.contains { $0.name == "networks" } ? ["networks=192.0.2.0/24,::1/128"] : []
      let request = try ProfileRequest.requests(for: [profile], grade: nil, assignments: assignments)[0]
      let server = server(
        dovecot: "ssl = required\nprotocols = imap pop3 submission\n",
        main: "smtpd_helo_restrictions = reject_unknown_helo_hostname\n", master: "smtp inet n - y - - smtpd\n")
      let plan = Planner(server: server, expires: "2027-06-30").plan([request], created: "2026-11-24T08:30:00Z")
      #expect(try Plan(fileContents: plan.fileContents, path: "p") == plan, "\(profile.name)")
    }
  }

  @Test("two profiles that wish other values are named with both wishes and both reasons")
  func conflict() throws {
    func setting(_ id: String, _ value: String) -> String {
      change(id, "[[change.set]]\ndaemon = \"dovecot\"\nsetting = \"ssl\"\nvalue = \"\(value)\"")
    }
    let server = server(dovecot: "ssl = no\n")
    let plan = plan(server, try profile(setting("strict", "required")), try profile(setting("lax", "yes"), name: "y"))
    #expect(plan.changes.map(\.id) == ["strict"])
    let remark = try #require(plan.remarks.first)
    #expect(remark.kind == .conflict)
    for part in ["wants ssl = required, this one wants ssl = yes", "the reason of strict.", "the reason of lax."] {
      #expect(remark.text.contains(part), "\(remark.text)")
    }
  }
}
