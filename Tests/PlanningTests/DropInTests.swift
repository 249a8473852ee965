import MailServer
import OracleSupport
import ServerTree
import Testing

@testable import Planning

/// `--style drop-in`: Dovecot's settings in a file of their own, made where an include reads it.
@Suite("Drop-ins")
struct DropInTests: SmallServers {
  private func plan(_ server: MailServer, _ wishes: (name: String, value: String)...) throws -> Plan {
    let text = wishes.map { name, value in
      """
      [[change]]
      id = "\(name.replacing("_", with: "-"))"
      title = "A"
      reason = "r"
      risk = "none"
      [[change.set]]
      daemon = "dovecot"
      setting = "\(name)"
      value = "\(value)"

      """
    }.joined()
    let head = "format = \"dovetrail/profile/1\"\nname = \"x\"\ntitle = \"X\"\naudience = \"nobody\"\n"
    let profile = try Profile(Array((head + text).utf8), path: "x.toml")
    return Planner(server: server, style: .dropIn).plan([profile], created: "2026-11-24T08:30:00Z")
  }

  private func written(_ plan: Plan, _ server: MailServer) throws -> [String: String] {
    let files = try plan.tree(of: plan.changes, in: server.tree).files
    return Dictionary(
      uniqueKeysWithValues: files.map { ($0.path.description, String(decoding: $0.after, as: UTF8.self)) })
  }

  private static let main = "!include conf.d/*.conf\n"
  private static let path = "/etc/dovecot/conf.d/99-dovetrail.conf"

  @Test("a drop-in that is not there is made, like the last file that the include reads")
  func made() throws {
    let server = server(
      dovecot: Self.main, conf: ["10-ssl.conf": "ssl = required\n", "20-imap.conf": "", "x.txt": ""])
    let plan = try plan(server, ("ssl", "yes"))
    #expect(try written(plan, server) == [Self.path: "ssl = yes\n"])
    #expect(plan.inputs.last?.like == "/etc/dovecot/conf.d/20-imap.conf")
    #expect(plan.inputs.last?.isAbsent == true)
    #expect(plan.changes[0].diff == "--- /dev/null\n+++ b\(Self.path)\n@@ -0,0 +1 @@\n+ssl = yes\n")
    #expect(plan.changes[0].notes.contains { $0.hasPrefix("\(Self.path) is made, with the owner and permissions of ") })
    #expect(plan.changes[0].effects.map(\.after) == ["yes"])
  }

  @Test("two changes make it together or each alone, and one that is there is added to")
  func shared() throws {
    let server = server(dovecot: Self.main, conf: ["10-ssl.conf": "ssl = required\n"])
    let plan = try plan(server, ("ssl", "yes"), ("auth_verbose", "yes"))
    #expect(try written(plan, server) == [Self.path: "ssl = yes\nauth_verbose = yes\n"])
    for (change, text) in zip(plan.changes, ["ssl = yes\n", "auth_verbose = yes\n"]) {
      let files = try plan.tree(of: [change], in: server.tree).files
      #expect(files.map { String(decoding: $0.after, as: UTF8.self) } == [text])
    }
    let there = self.server(dovecot: Self.main, conf: ["99-dovetrail.conf": "# mine\nssl = no\n"])
    let added = try self.plan(there, ("ssl", "yes"), ("auth_verbose", "yes"))
    #expect(try written(added, there) == [Self.path: "# mine\nssl = yes\nauth_verbose = yes\n"])
    #expect(added.inputs.filter(\.isAbsent).isEmpty)
  }

  @Test("it is made where the includes of the tree read it, whatever they are")
  func includes() throws {
    let other = self.server(dovecot: "!include_try local.d/*\n!include conf.d/*.conf\n", conf: ["1.conf": ""])
    let own = try plan(other, ("ssl", "no"))
    #expect(try written(own, other) == [Self.path: "ssl = no\n"])
    let pattern = self.server(dovecot: "!include conf.d/{10,99}-*.conf\n", conf: ["10-ssl.conf": "ssl = yes\n"])
    let braced = try plan(pattern, ("ssl", "no"))
    #expect(try written(braced, pattern) == [Self.path: "ssl = no\n"])
  }

  @Test(
    "where nothing would read it, or another line still decides, the plan says which",
    arguments: [
      ("ssl = required\n", "No include of /etc/dovecot/dovecot.conf outside of all blocks would read a new file"),
      ("!include conf.d/1*.conf\nssl = required\n", "No include of /etc/dovecot/dovecot.conf"),
      ("!include none.d/*.conf\n", "No include of /etc/dovecot/dovecot.conf"),
      ("protocol imap {\n  !include conf.d/*.conf\n}\n", "No include of /etc/dovecot/dovecot.conf"),
      (
        "!include conf.d/*.conf\nssl = required\n",
        "/etc/dovecot/dovecot.conf:2 (required) decides, not /etc/dovecot/conf.d/99-dovetrail.conf:1. "
      ),
    ])
  func obstacles(main: String, sentence: String) throws {
    let server = server(dovecot: main, conf: ["10-ssl.conf": "# nothing\n"])
    let plan = try plan(server, ("ssl", "yes"))
    guard plan.changes.isEmpty else {
      Issue.record("\(plan.changes[0].diff)")
      return
    }
    // A wish that holds by default is no obstacle.
    let remark = try #require(plan.remarks.first)
    if main.contains("required") {
      #expect(remark.kind == .obstacle)
      #expect(remark.text.hasPrefix(sentence), "\(remark.text)")
    } else {
      #expect(remark.kind == .alreadyHolds)
      let opposite = try self.plan(server, ("ssl", "required"))
      #expect(opposite.remarks.first?.text.hasPrefix(sentence) == true, "\(opposite.remarks)")
    }
  }

  @Test("Postfix has none, which the plan says; its settings are edited in place")
  func postfix() throws {
    let server = server(
      dovecot: Self.main, conf: ["10-ssl.conf": ""], main: "smtpd_helo_restrictions = reject_unknown_helo_hostname\n",
      master: "smtp inet n - y - - smtpd\n")
    let profile = try #require(try BuiltInProfiles.all().first { $0.name == "legacy-windows-live-mail" })
    let plan = Planner(server: server, style: .dropIn).plan([profile], created: "2026-11-24T08:30:00Z")
    #expect(plan.assumptions.contains { $0.subject == "postfix" && $0.statement.hasPrefix("has no drop-ins") })
    #expect(plan.change("postfix-helo-dns")?.edits.map(\.path) == ["/etc/postfix/main.cf"])
  }

  @Test("a link at its place is none of ours, and the directory's own link is followed when the plan is made")
  func links() throws {
    let tree = try TemporaryTree()
    try tree.write("etc/dovecot/dovecot.conf", Self.main).write("etc/dovecot/real.d/10-ssl.conf", "ssl = required\n")
    try tree.link("etc/dovecot/conf.d", to: "real.d")
    func server() throws -> MailServer { MailServer(reading: try ServerTree(root: tree.path)) }
    let planned = try plan(try server(), ("ssl", "yes"))
    #expect(planned.changes.flatMap(\.edits).map(\.path) == ["/etc/dovecot/real.d/99-dovetrail.conf"])
    try tree.link("etc/dovecot/real.d/99-dovetrail.conf", to: "/nowhere")
    #expect(throws: PlanError.stale(["/etc/dovecot/real.d/99-dovetrail.conf (it is there by now)"])) {
      var plan = planned
      try plan.decide(ReviewRequest(accept: ["all"], reject: [], note: "", reviewer: "", time: ""))
      _ = try plan.acceptedTree(in: try ServerTree(root: tree.path))
    }
  }
}
