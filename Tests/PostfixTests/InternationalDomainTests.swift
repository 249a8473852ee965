import Postfix
import SourceText
import Testing

@Suite("International domains")
struct InternationalDomainTests {
  private struct NoNames: MacroScope {
    func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? { nil }
  }

  private func converted(_ function: String, _ domain: String) -> String? {
    let text = Array("${\(function){\(domain)}}".utf8)[...]
    return try? MacroExpander.expand(text, in: NoNames(), dialect: MacroDialect(hasFunctions: true)).text
  }

  /// As Postfix 3.11.7 answers; nil where it refuses.
  private static let ascii: [(String, String?)] = [
    ("münchen.example", "xn--mnchen-3ya.example"), ("MÜNCHEN.example", "xn--mnchen-3ya.example"),
    ("mu\u{308}nchen.example", "xn--mnchen-3ya.example"), ("straße.de", "xn--strae-oqa.de"),
    ("ẞ.de", "xn--zca.de"), ("ΒΌΛΟΣ.gr", "xn--nxasmq6b.gr"), ("βόλος.com", "xn--nxasmm1c.com"),
    ("ａｂｃ.example", "abc.example"), ("a\u{200D}b.c", "xn--ab-m1t.c"), ("日本語。jp", "xn--wgv71a119e.jp"),
    ("日本．jp", "xn--wgv71a.jp"), ("a｡b", "a.b"), ("a..b", "a..b"), ("a b", "a b"), ("xn--a", "xn--a"),
    ("é.", nil), ("-é.x", nil), ("é-.x", nil), ("a--é.x", "xn--a---dma.x"), ("éé--x.y", nil), ("_é.x", "xn--_-bga.x"),
    ("é b.x", nil), ("é/x", nil), ("İ.tr", "xn--i-9bb.tr"), ("ı.tr", "xn--cfa.tr"), ("a\u{AD}b.x", "ab.x"),
    ("\u{AD}é.x", "xn--9ca.x"), ("א1.x", "xn--1-zhc.x"), ("\u{301}a.x", nil), ("♥.x", "xn--g6h.x"),
    ("한국.kr", "xn--3e0b707e.kr"), ("\u{1112}\u{1161}\u{11AB}.kr", "xn--6q8b.kr"), ("\u{E000}.x", nil),
    ("\u{E0100}.x", nil), ("a\u{FE0F}.x", "a.x"), ("💩.la", "xn--ls8h.la"), ("ſ.x", "s.x"), ("Å.x", "xn--5ca.x"),
    ("\u{212B}.x", "xn--5ca.x"), ("a\u{323}\u{307}.x", "xn--rsa542l.x"), ("a\u{307}\u{323}.x", "xn--rsa542l.x"),
    (String(repeating: "x", count: 64) + ".é", nil), ("é.1", "xn--9ca.1"), ("ﬁ.x", "fi.x"), ("①é.x", "xn--1-bga.x"),
    ("㍿.jp", "xn--6oqv20b1zgzxr.jp"), ("½é.x", "xn--12-cja0223a.x"), ("e\u{302}\u{323}.x", "xn--qlg.x"),
    ("ê\u{323}.x", "xn--qlg.x"),
    ("xn--9ca.é", "xn--9ca.xn--9ca"), ("xn--a.é", nil), ("ab--c.é", nil), ("\u{378}.x", nil), ("\u{FFFD}.x", nil),
  ]

  @Test("a domain has the ASCII form that Postfix gives it", arguments: ascii.indices)
  func toASCII(index: Int) {
    #expect(converted("domain_to_ascii", Self.ascii[index].0) == Self.ascii[index].1, "\(Self.ascii[index].0)")
  }

  private static let utf8: [(String, String?)] = [
    ("xn--mnchen-3ya.example", "münchen.example"), ("XN--MNCHEN-3YA.de", "münchen.de"), ("EXAMPLE", "example"),
    ("münchen.example", "münchen.example"), ("é..", "é.."), ("xn--fa-hia.de", "faß.de"), ("xn--n3h.net", "☃.net"),
    ("xn--ls8h.la", "💩.la"), ("xn--caf-dma.x", "café.x"), ("xn--a", nil), ("xn--zz--", nil), ("xn--.x", nil),
    ("xn--abc.x", nil), ("xn---epa.x", nil), ("xn--U-ccb.x", nil), ("xn--cafe-.x", nil), ("xn--0.x", nil),
    ("xn--a-ecp.ru", nil), ("a..b", nil), (".a", nil), ("a.", nil), ("a b", nil), ("1.2.3.4", nil), ("a_b", "a_b"),
  ]

  @Test("a domain has the UTF-8 form that Postfix gives it", arguments: utf8.indices)
  func toUTF8(index: Int) {
    #expect(converted("domain_to_utf8", Self.utf8[index].0) == Self.utf8[index].1, "\(Self.utf8[index].0)")
  }

  @Test("a domain of any length ends soon")
  func longDomain() {
    let marks = String(repeating: "\u{307}\u{323}", count: 100_000)
    #expect(converted("domain_to_ascii", "a\(marks)") == nil)
    #expect(converted("domain_to_utf8", String(repeating: "xn--9ca.", count: 100_000)) == nil)
  }
}
