import OracleSupport
import PCRE2
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Lookup tables")
struct TableTests {
  private func open(_ reference: String, _ source: String = "", version: ProgramVersion = ProgramVersion(3, 10, 13))
    -> TableOpener.Opened
  {
    let tree = ServerTree(files: [("/t", Array(source.utf8)), ("/etc/group", Array("root:x:0:\nmail:x:8:\n".utf8))])
    let environment = ProgramEnvironment(importing: Array("TZ set lang=C".utf8)[...])
    return TableOpener(tree, version: version, environment: environment).open(Array(reference.utf8))
  }

  private func ask(_ opened: TableOpener.Opened, _ key: String) -> String {
    switch opened.table.answer(to: Array(key.utf8)) {
    case .found(let value): value.text
    case .notFound: "-"
    case .failed(let reason): "failed: \(reason)"
    case .unknown: "?"
    }
  }

  @Test("a pcre rule that is indented under if becomes a part of it, and Postfix says so")
  func indentedRule() {
    let opened = open("pcre:/t", "if /x/\n  /1$/ X1\nendif\n/./ rest\n")
    #expect(ask(opened, "x1") == "rest")
    #expect(
      opened.problems.map(\.message) == [
        "pcre map /t, line 1: ignoring extra text after IF statement: \"/1$/ X1\"",
        "pcre map /t, line 1: do not prepend whitespace to statements between IF and ENDIF",
      ])
  }

  @Test("a duplicate key in UTF-8 is told as it is where smtputf8_enable is on, else byte by byte")
  func duplicateInUTF8() {
    for (keepsUTF8, shown) in [(true, "é?"), (false, "???")] {
      let tree = ServerTree(files: [("/t", [0xC3, 0xA9, 0xFF, 0x20, 0x76, 0x0A, 0xC3, 0xA9, 0xFF, 0x20, 0x77, 0x0A])])
      let opener = TableOpener(tree, version: ProgramVersion(3, 10, 13), keepsUTF8: keepsUTF8)
      let messages = opener.open(Array("texthash:/t".utf8)).problems.map(\.message)
      #expect(messages == ["/t, line 2: duplicate entry: \"\(shown)\""])
    }
  }

  @Test("a catastrophic pattern is told as unknown and ends")
  func catastrophicPattern() {
    let opened = open("pcre:/t", "/^(a+)+$/ yes\n")
    #expect(ask(opened, String(repeating: "a", count: 40) + "b") == "?")
  }

  @Test("a catastrophic pattern inside another table is told with its file and line")
  func catastrophicMember() {
    for table in ["unionmap:{static:x,pcre:/t}", "pipemap:{pcre:/t,static:x}", "unionmap:{pipemap:{regexp:/t}}"] {
      let finding = open(table, "/b/ no\n/^(a+)+$/ yes\n").table.lookUp(Array(repeating: 0x61, count: 40) + [0x63])
      #expect(finding.isTooCostly && finding.line == 2 && finding.source?.description == "/t", "\(table)")
    }
  }

  @Test(
    "tables in values answer as tables in files",
    arguments: [
      ("inline:{a=1, {b = 2 3}}", "b", "2 3"), ("inline:{a=1,a=2}", "a", "2"), ("static:{a b c}", "x", "a b c"),
      ("unionmap:{inline:{a=1},static:x}", "a", "1,x"), ("unionmap:{inline:{a=1},inline:{b=2}}", "c", "-"),
      ("pipemap:{inline:{a=b},inline:{b=c}}", "a", "c"), ("pipemap:{inline:{a=b},inline:{c=d}}", "a", "-"),
      ("randmap:{one}", "x", "one"), ("cidr:{{10.0.0.0/8 x},{0.0.0.0/0 y}}", "11.1.1.1", "y"),
      ("pcre:{{/^(.)b/ $1!}}", "ab", "a!"), ("fail:x", "a", "failed: table fail:x: query error: Application error"),
      ("ldap:x", "a", "?"),
      ("randmap:{{a b}}", "x", "{a b}"), ("randmap:{a,b}", "x", "?"), ("unix:group.byname", "Mail", "mail:x:8:"),
      ("unix:group.byname", "nobody", "-"), ("environ:x", "TZ", "-"), ("environ:x", "Lang", "C"),
      ("environ:x", "Set", "?"),
    ])
  func inlineTables(reference: String, key: String, expected: String) {
    #expect(ask(open(reference), key) == expected)
  }

  @Test("the index of a table is compared with its source by time and by type")
  func indexState() throws {
    let tree = try TemporaryTree()
    try tree.write("a", "k v\n").write("b", "k v\n").write("b.lmdb", "").write("c", "k v\n")
    let server = try ServerTree(root: tree.path)
    let state = { (name: String) in
      IndexState(of: TableReference.all(in: Array("hash:/\(name)".utf8)[...])[0], in: server)
    }
    #expect(state("a") == .missing(index: TreePath("/a.db")))
    #expect(state("b") == .ofOtherType(wanted: TreePath("/b.db"), found: TreePath("/b.lmdb")))
    #expect(state("d") == .missing(index: TreePath("/d.db")))
  }

  @Test("ten thousand patterns and a hundred thousand keys are read and asked in time")
  func largeTables() {
    let patterns = (0..<10_000).map { "/^user\($0)@example\\.com$/ REJECT \($0)\n" }.joined()
    #expect(ask(open("pcre:/t", patterns), "user9999@example.com") == "REJECT 9999")
    let keys = (0..<100_000).map { "user\($0)@example.com OK \($0)\n" }.joined()
    #expect(ask(open("hash:/t", keys), "USER99999@example.com") == "OK 99999")
  }
}
