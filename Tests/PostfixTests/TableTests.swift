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
      opened.problems.told.map(\.message) == [
        "pcre map /t, line 1: ignoring extra text after IF statement: \"/1$/ X1\"",
        "pcre map /t, line 1: do not prepend whitespace to statements between IF and ENDIF",
      ])
  }

  @Test("a line that is no UTF-8 is left out where smtputf8_enable is on, else it is a line like others")
  func noUTF8() {
    let tree = ServerTree(files: [("/t", [0xC3, 0xA9, 0xFF, 0x20, 0x76, 0x0A, 0xC3, 0xA9, 0xFF, 0x20, 0x77, 0x0A])])
    let messages = [true, false].map { keepsUTF8 in
      TableOpener(tree, version: ProgramVersion(3, 10, 13), keepsUTF8: keepsUTF8).open(Array("texthash:/t".utf8))
        .problems.told.map(\.message)
    }
    #expect(
      messages[0]
        == (1...2).map { "/t, line \($0): non-UTF-8 input \"é? \($0 == 1 ? "v" : "w")\" -- ignoring this line" })
    #expect(messages[1] == ["/t, line 2: duplicate entry: \"???\""])
  }

  @Test("keys are folded as Unicode says; what a program of 3.11 reads itself is not")
  func foldedKeys() {
    let source = "É v\nStraße w\né x\n"
    #expect(ask(open("hash:/t", source), "é") == "v" && ask(open("hash:/t", source), "STRASSE") == "w")
    #expect(open("lmdb:/t", source).problems.told.map(\.message) == ["/t, line 3: duplicate entry: \"é\""])
    let newer = ProgramVersion(3, 11, 7)
    #expect(ask(open("texthash:/t", source, version: newer), "É") == "x")
    #expect(ask(open("hash:/t", source, version: newer), "É") == "v")
    #expect(ask(open("inline:{É=1}"), "é") == "1" && ask(open("inline:{É=1}", version: newer), "é") == "-")
    #expect(ask(open("unionmap:{inline:{é=1},regexp:{{/é/ low}, {/É/ up}}}"), "É") == "1,low")
  }

  /// As postmap of 3.5.25 to 3.11.7 says.
  @Test(
    "a POSIX expression that cannot be compiled is told in the words of the C library, with its line",
    arguments: [
      ("(", "Unmatched ( or \\("), ("a{2,1}", "Invalid content of \\{\\}"),
      ("[[:foo:]]", "Invalid character class name"),
      ("[b-a]", "Invalid range end"), ("[a", "Unmatched [, [^, [:, [., or [="), ("a\\1", nil),
      ("*a", "Invalid preceding regular expression"), ("a{99999}", nil),
      ("a|*b", "Invalid preceding regular expression"),
      ("[[.foo.]]", "Invalid collation character"), ("a**", nil), (")", nil),
    ] as [(String, String?)])
  func wrongExpression(pattern: String, words: String?) {
    let problems = open("regexp:/t", "/x/ x\n/\(pattern)/ y\n").problems.told.map(\.message)
    #expect(problems == [words].compactMap { $0.map { "regexp map /t, line 2: \($0)" } })
  }

  @Test("captures of a POSIX expression are those of the C library, basic expressions are read as such")
  func expressions() {
    #expect(ask(open("regexp:/t", "/^(a|ab)(c|bcd)(d*)$/ $1-$2-$3\n"), "abcd") == "a-bcd-")
    #expect(ask(open("regexp:/t", "/^\\(x*\\)(y)/x $1\n"), "xx(y)") == "xx")
    #expect(ask(open("regexp:/t", "/é$/ e\n"), "aé") == "e")
    #expect(ask(open("regexp:/t", "/(a*)\\1/ e\n"), "aa") == "?")
    #expect(ask(open("regexp:/t", "/((((a{99}){99}){99}){99})/ e\n"), "aa") == "?")
  }

  @Test("a type that the programs do not have is told, with what to do")
  func missingType() throws {
    let tree = ServerTree(files: [("/etc/postfix/dynamicmaps.cf", Array("pcre postfix-pcre.so dict_pcre_open\n".utf8))])
    let version = ProgramVersion(3, 10, 13)
    let types = TableTypes(in: tree, directory: TreePath("/etc/postfix"), version: version)
    for (type, step) in [("cdb", "(postfix-cdb)"), ("sdbm", "(postfix-sdbm)"), ("hsah", "Correct the type.")] {
      let opened = TableOpener(tree, version: version, types: types).open(Array("unionmap:{\(type):/t}".utf8))
      let fault = try #require(opened.faults.first)
      #expect(fault.message == "unsupported dictionary type: \(type)" && fault.nextStep?.contains(step) == true)
      #expect(ask(opened, "a") == "failed: unsupported dictionary type: \(type)")
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
