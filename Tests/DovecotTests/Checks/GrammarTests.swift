import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("The small languages inside values")
struct GrammarTests {
  private static let old = ProgramVersion(2, 3, 19)
  private static let new = ProgramVersion(2, 4, 1)

  @Test(
    "an event filter is refused in the words of the daemon's own grammar",
    arguments: [
      ("event=a AND NOT (b=c or d>=5)", nil), ("", nil), ("and=or", "unexpected AND, expecting end of file"),
      ("a=and", nil), ("\"a b\"=\"c\\\"d\"", nil),
      ("(", "unexpected end of file, expecting TOKEN or STRING or NOT or '('"),
      ("a", "unexpected end of file, expecting '=' or '>' or '<'"), ("a=", "unexpected end of file"),
      ("(a=b", "unexpected end of file, expecting AND or OR or ')'"),
      ("a=b c=d", "unexpected TOKEN, expecting end of file"),
      ("a=b)", "unexpected ')', expecting end of file"), ("a=\"b", "unexpected end of file"),
    ] as [(String, String?)])
  func eventFilters(text: String, complaint: String?) {
    let expected = complaint.map { "event filter: syntax error, \($0)" }
    #expect(EventFilter.complaint(about: Array(text.utf8), Self.new) == expected)
  }

  @Test("an event filter of 2.3 ends in $end, and compares events for equality only")
  func oldEventFilters() {
    #expect(EventFilter.complaint(about: Array("a=b)".utf8), Self.old)?.hasSuffix("expecting $end") == true)
    #expect(EventFilter.complaint(about: Array("a=/x".utf8), Self.old)?.hasSuffix("unexpected $undefined") == true)
    let complaint = EventFilter.complaint(about: Array("event>a".utf8), Self.old)
    #expect(complaint == "event filter: Only fields support inequality comparisons")
  }

  @Test(
    "the variables of a value are found, and a malformed one is told",
    arguments: [
      ("/x/%{user | substr(0, -1)}%{home}", ["user", "home"]), ("100% %%{user}", []), ("%{}", []),
      ("%{uid + 5}", ["uid"]),
    ])
  func variables(text: String, names: [String]) {
    guard case .variables(let variables) = VariableProgram.result(of: Array(text.utf8), Self.new) else {
      Issue.record("\(text) is malformed")
      return
    }
    #expect(variables.map(\.name) == names)
    for variable in variables { #expect(Array(text.utf8)[variable.range].starts(with: "%{".utf8)) }
  }

  @Test("bytes that belong in no variable are passed over, and are the fault of what is wrong after them")
  func skippedBytes() {
    #expect(VariableProgram.complaint(about: "%{us$er}".utf8, Self.new)?.contains("unexpected NAME") == true)
    #expect(VariableProgram.complaint(about: "%{us$er}".utf8, ProgramVersion(2, 4, 5)) == "Premature program end")
    #expect(VariableProgram.complaint(about: "%{$user}".utf8, ProgramVersion(2, 4, 5)) == nil)
  }

  @Test("a long value is read in one go")
  func bounds() {
    let text = String(repeating: "%{a | b(", count: 100_000)
    #expect(VariableProgram.complaint(about: text.utf8, Self.new) != nil)
    let filter = String(repeating: "(", count: 1_000_000)
    #expect(EventFilter.complaint(about: Array(filter.utf8), Self.new) != nil)
  }
}
