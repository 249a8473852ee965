import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

/// Tables that somebody made to exhaust whoever reads them.
@Suite("Hostile tables of Postfix")
struct HostileTableTests {
  private func open(_ reference: String, _ source: String) -> TableOpener.Opened {
    TableOpener(ServerTree(files: [("/t", Array(source.utf8))]), version: ProgramVersion(3, 10, 13))
      .open(Array(reference.utf8))
  }

  private func ask(_ opened: TableOpener.Opened, _ key: String) -> String {
    switch opened.table.answer(to: Array(key.utf8)) {
    case .found(let value): value.text
    case .notFound: "-"
    case .failed(let reason): "failed: \(reason)"
    case .unknown: "?"
    }
  }

  @Test("rules that are compiled only when they are asked answer as the others", arguments: ["pcre", "regexp"])
  func unkeptRules(type: String) {
    // More short rules than are kept; what stands behind them is read again for each key.
    let filler = String(repeating: "/^$/ x\n", count: 12_000)
    let rules = "if /^a/\n/^a(b*)c/ $1!\n!/d/ none\nendif\nif !/z/\n/(/ wrong\n/^(x|xy)(z|yz)?/i $1\n/./ rest\nendif\n"
    let (few, many) = (open("\(type):/t", rules), open("\(type):/t", filler + rules))
    for key in ["abbc", "ad", "axd", "XYZ", "xyz", "q", "zq", "", "xy"] {
      #expect(ask(few, key) == ask(many, key) || key.isEmpty, "\(key)")
    }
    #expect(ask(many, "abbc") == "bb!" && ask(many, "") == "x")
    #expect(many.problems.told.count == few.problems.told.count)
    #expect(many.table.lookUp(Array("abbc".utf8)).line == 12_002)
  }

  @Test(
    "of a million wrong lines ten thousand are told and the rest counted",
    arguments: [
      ("hash", "a\n"), ("texthash", "a b\n"), ("pcre", "/(/ x\n"), ("regexp", "/(/ x\n"), ("cidr", "1/33 x\n"),
    ])
  func problems(type: String, line: String) {
    let opened = open("\(type):/t", String(repeating: line, count: 12_000))
    #expect(opened.problems.told.count == 10_000)
    #expect(opened.problems.untold == (type == "texthash" ? 1_999 : 2_000))
  }

  @Test(
    "an expression that would cost the C library too much is unknown, or refused, at once",
    arguments: [
      "((((((a{200}){200}){200}){200}){200}){200})",
      String(repeating: "(", count: 50_000) + String(repeating: ")", count: 50_000),
      String(repeating: "a?", count: 30_000), String(repeating: "a|", count: 50_000) + "(b)", "(a*)*\\1",
      "[" + String(repeating: "[:alpha:]", count: 50_000),
      String(repeating: "x*", count: 2_000) + "é", "é" + String(repeating: "(a|b)", count: 3_000),
    ])
  func costlyExpression(pattern: String) {
    let opened = open("regexp:/t", "/\(pattern)/ $1\n")
    let answer = ask(opened, String(repeating: "a", count: 5_000))
    #expect(answer == "?" || !opened.problems.told.isEmpty, "\(pattern.prefix(20))")
  }

  @Test(
    "of many wrong elements of one value ten thousand are told",
    arguments: ["smtpd_client_restrictions = ", "virtual_alias_maps = "])
  func elements(name: String) {
    let items = (0..<12_000).map { name.hasPrefix("smtpd") ? "reject_\($0)" : "hash:/none/\($0)" }
    let reading = Reading(main: "mynetworks = 127.0.0.1\n\(name)\(items.joined(separator: ", "))\n")
    let codes = reading.configuration.diagnostics.map(\.code)
    #expect(codes.count { $0 == "postfix.restriction" || $0 == "postfix.missing-table" } == 10_000)
    #expect(codes.contains("postfix.more-values"))
  }
}
