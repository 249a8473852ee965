import Audit
import SettingsGraph
import Testing

@Suite("The audit as a whole")
struct AuditResultTests {
  private static let bare = "smtpd_forbid_bare_newline = no"

  @Test("a comment with the code silences the next setting, and no other")
  func ignored() {
    let ignored = AuditedTree(main: "# dovetrail:ignore DT0301 partners only\n\(Self.bare)")
    #expect(!ignored.finds("DT0301"))
    #expect(AuditResult(of: ignored.server, only: ["DT0301"]).ignoredCount == 1)
    #expect(AuditedTree(main: "# dovetrail:ignore DT0301 x\nbiff = no\n\(Self.bare)").finds("DT0301"))
    #expect(AuditedTree(main: "# dovetrail:ignore DT0101 x\n\(Self.bare)").finds("DT0301"))
  }

  @Test("an -o option is silenced in master.cf")
  func ignoredOption() {
    let master = "587 inet n - n - - smtpd\n# dovetrail:ignore DT0301 x\n  -o smtpd_forbid_bare_newline=no\n"
    #expect(!AuditedTree(main: "", master: master).finds("DT0301"))
  }

  @Test("a finding of the baseline is known, with a listener more it is new")
  func baseline() throws {
    let tree = AuditedTree(main: Self.bare)
    let known = try Baseline(Baseline.file(for: AuditResult(of: tree.server), on: tree.server))
    #expect(AuditResult(of: tree.server, baseline: known).findings.isEmpty)
    #expect(AuditResult(of: tree.server, baseline: known).knownCount > 0)
    let more = AuditedTree(main: "\n\n\(Self.bare)", master: AuditedTree.stockMaster + "26 inet n - n - - smtpd\n")
    #expect(AuditResult(of: more.server, only: ["DT0301"], baseline: known).findings.count == 1)
  }

  @Test("a line that is none of a baseline is refused by its number")
  func malformedBaseline() {
    #expect(throws: Baseline.Malformed.self) { try Baseline(Array("# x\n\nDT0301 port 25\n".utf8)) }
  }

  @Test("only the listeners of the service that is asked about count")
  func context() throws {
    let tree = AuditedTree(
      main: Self.bare, master: AuditedTree.stockMaster + "587 inet n - n - - smtpd\n", context: .init(service: "587"))
    #expect(try #require(tree.findings("DT0301").first).listeners == ["port 587"])
  }

  @Test("the gravest findings come first")
  func order() {
    let tree = AuditedTree(main: "\(Self.bare)\nmydestination = a.example\nvirtual_mailbox_domains = a.example")
    let severities = AuditResult(of: tree.server).findings.map(\.severity)
    #expect(severities == severities.sorted(by: >))
  }
}
