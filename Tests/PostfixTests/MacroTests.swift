import Postfix
import SettingsGraph
import SourceText
import Testing

@Suite("Macros")
struct MacroTests {
  private struct Names: MacroScope {
    let values: [String: String]
    func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? { values[name.text].map { Array($0.utf8)[...] } }
  }

  private func expand(_ text: String, _ values: [String: String] = [:], dialect: MacroDialect = MacroDialect())
    -> String
  {
    do throws(MacroError) {
      return try MacroExpander.expand(Array(text.utf8)[...], in: Names(values: values), dialect: dialect).text
    } catch {
      return "error: \(error.message)"
    }
  }

  @Test(
    "every form of a macro expands as Postfix expands it",
    arguments: [
      ("$a ${a} $(a) $$a", "A A A $a"), ("${a?yes}${e?yes}${u?yes}", "yes"), ("${a:no}${e:no}${u:no}", "nono"),
      ("${a?{ y }:{n}}", " y "), ("${u?{y}:{$a}}", "A"), ("${a?x:y}", "x:y"), ("${{$a} == {A}}", "true"),
      ("${{10} > {9} ? {n} : {s}}", "n"), ("${{10x} > {9} ? {n} : {s}}", "s"),
      ("${{3.10} <level {3.6} ? {old} : {new}}", "new"),
      ("$undefined.", "."), ("${r?{tested unexpanded}}", "tested unexpanded"),
    ])
  func forms(text: String, expected: String) {
    #expect(expand(text, ["a": "A", "e": "", "r": "$e"]) == expected)
  }

  @Test(
    "a wrong macro is told in Postfix' words",
    arguments: [
      ("${a", "truncated macro reference: \"${a\""), ("x $", "empty macro name: \"x $\""),
      ("${a.b}", "attribute name syntax error at: \"...a>>>.b\""),
      ("${{a} ==x {b}}", "bad operator suffix at: \"...==>>>x\""),
      ("${{a} == b}", "\"{expression}\" expected at: \"...{a} ==>>> b\""),
      ("${a?{x}y}", "\":\" expected at: \"...x}>>>y\""), ("${a?{x}:{y}z}", "unexpected input at: \"...y}>>>z\""),
      ("${{a", "truncated macro reference: \"${{a\""), ("$s", "unreasonable macro call nesting: \"s\""),
    ])
  func errors(text: String, message: String) {
    #expect(expand(text, ["s": "$s", "a": "1"]) == "error: \(message)")
  }

  @Test("values that double each other end with an error instead of the memory")
  func bomb() {
    var values: [String: String] = ["a0": String(repeating: "x", count: 1000)]
    for level in 1...60 { values["a\(level)"] = "$a\(level - 1)$a\(level - 1)" }
    #expect(expand("$a60", values).hasPrefix("error: macro expansion larger than"))
  }

  @Test("a comparison that mentions itself ends")
  func recursiveComparison() {
    #expect(expand("$a", ["a": "${{$a} == {x} ? {y} : {z}}"]).hasPrefix("error: unreasonable macro call nesting"))
  }

  @Test("names of hosts become ASCII from 3.11 on, and no earlier")
  func functions() {
    let latest = MacroDialect(hasLevels: true, hasFunctions: true)
    #expect(expand("${domain_to_ascii{münchen.example}}", dialect: latest) == "xn--mnchen-3ya.example")
    #expect(expand("${domain_to_ascii{$a}}", ["a": "é"], dialect: latest) == "xn--9ca")
    #expect(expand("${domain_to_ascii{}}", dialect: latest) == "error: bad domain argument in: 'domain_to_ascii{}'")
    #expect(expand("${domain_to_ascii{x}}").hasPrefix("error: attribute name syntax error"))
  }
}
