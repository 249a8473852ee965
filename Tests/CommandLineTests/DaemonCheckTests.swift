import OracleSupport
import ServerTree
import Testing

@testable import Planning

/// `apply --check-with-daemon` on a running system: the program stands in a Debian root, where `/` is that root.
@Suite("The daemons' own judgement of planned files")
struct DaemonCheckTests {
  private static let root = DebianRoot.bookworm

  @Test(
    "a plan that the daemon refuses is not written, and its words are said; one that it takes is",
    arguments: [
      ("/etc/dovecot/conf.d/z.conf", "no", "nonsense", "Invalid boolean value: nonsense"),
      ("/etc/dovecot/conf.d/z.conf", "no", "yes", nil),
      ("/etc/postfix/main.cf", "myhostname =", "broken", "missing '=' after attribute name"),
      ("/etc/postfix/main.cf", "a.example", "b.example", nil),
      ("/etc/postfix/master.cf", "inet", "net", "invalid type field \"net\""),
    ])
  func judgement(path: String, removed: String, inserted: String, complaint: String?) async throws {
    guard Self.root.isAvailable() else { return }
    let tree = try await Self.tree()
    let plan = try Self.plan(replacing: removed, by: inserted, in: path, of: tree)
    try tree.write("root/plan.toml", plan.fileContents)
    let script = """
      mount -t proc proc /proc
      export LD_LIBRARY_PATH=/opt/dovetrail
      /opt/dovetrail/dovetrail apply --check-with-daemon /root/plan.toml >&2; echo $?; ls -A /tmp; cat \(path)
      """
    let run = try await Self.root.run(["sh", "-c", script], tree: tree.path)
    let before = String(decoding: try tree.read(String(path.dropFirst())), as: UTF8.self)
    if let complaint {
      #expect(run.errorText.contains(complaint), "\(run.errorText)")
      #expect(run.errorText.contains("Nothing was changed."))
      #expect(run.outputText == "3\n" + before)
    } else {
      #expect(
        run.outputText == "0\n" + before.replacing(removed, with: inserted, maxReplacements: 1), "\(run.errorText)")
    }
  }

  @Test(
    "a file that is to be made is judged where it would stand, and is made only then",
    arguments: [("mail_debug = nonsense\n", "3\n"), ("mail_debug = yes\n", "0\nmail_debug = yes\n")])
  func made(text: String, answer: String) async throws {
    guard Self.root.isAvailable() else { return }
    let tree = try await Self.tree()
    try tree.write("etc/dovecot/dovecot.conf", "protocols = imap\nssl = no\n!include /etc/dovecot/conf.d/*.conf\n")
    let path = "/etc/dovecot/conf.d/99.conf"
    let edit = PlannedEdit(path: path, line: 1, offset: 0, removed: [], inserted: Array(text.utf8))
    let input = Plan.Input(path: path, sha256: Plan.Input.absent, byteCount: 0, like: "/etc/dovecot/conf.d/z.conf")
    let plan = Plan(
      profiles: ["p"], created: "2026-11-24T08:30:00Z", assumptions: [], inputs: [input],
      changes: [ReviewedPlan.change("one", .accepted, [edit])], remarks: [])
    try tree.write("root/plan.toml", plan.fileContents)
    let script = """
      mount -t proc proc /proc
      export LD_LIBRARY_PATH=/opt/dovetrail
      /opt/dovetrail/dovetrail apply --check-with-daemon /root/plan.toml >&2; echo $?; cat \(path) 2>/dev/null || true
      """
    let run = try await Self.root.run(["sh", "-c", script], tree: tree.path)
    #expect(run.outputText == answer, "\(run.errorText)")
  }

  /// A server with the built program and the libraries that it needs.
  private static func tree() async throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("etc/dovecot/dovecot.conf", "protocols = imap\nssl = no\n!include /etc/dovecot/conf.d/z.conf\n")
    try tree.write("etc/dovecot/conf.d/z.conf", "mail_debug = no\n")
    try tree.write("etc/postfix/main.cf", "compatibility_level = 3.6\nmyhostname = a.example.com\n")
    try tree.write("etc/postfix/master.cf", "smtp inet n - y - - smtpd\n")
    try tree.directory("opt/dovetrail")
    try tree.directory("root", mode: 0o700)
    let program = try BuiltProgram.path()
    // The C library is the root's own.
    let script = """
      strip -o "$2/dovetrail" "$1"
      for library in $(ldd "$1" | sed -n 's/.*=> \\([^ ]*\\) .*/\\1/p' | grep -vE '/lib(c|m|dl|pthread)\\.so'); do
        cp -L "$library" "$2"
      done
      """
    let run = try await ProgramRun.of(["sh", "-ec", script, "sh", program, tree.path + "/opt/dovetrail"])
    try #require(run.isSuccess, "\(run.errorText)")
    return tree
  }

  private static func plan(
    replacing removed: String, by inserted: String, in path: String, of tree: TemporaryTree
  ) throws -> Plan {
    let bytes = try tree.read(String(path.dropFirst()))
    let offset = try #require(bytes.indices.first { bytes[$0...].starts(with: removed.utf8) })
    var plan = ReviewedPlan.plan([.accepted])
    plan.changes[0] = ReviewedPlan.change(
      "one", .accepted,
      [
        PlannedEdit(
          path: path, line: 1, offset: offset, removed: Array(removed.utf8), inserted: Array(inserted.utf8))
      ])
    return Plan(
      profiles: plan.profiles, created: plan.created, assumptions: [],
      inputs: [Plan.Input(path: path, sha256: Digest(of: bytes).description, byteCount: bytes.count)],
      changes: plan.changes, remarks: [])
  }
}
