import Audit
import OracleSupport
import Testing

@Suite("The list of rules")
struct RegistryTests {
  @Test("every code is given once, and has the form DT and four digits")
  func codes() {
    let codes = RuleRegistry.all.map(\.page.code)
    #expect(Set(codes).count == codes.count)
    for code in codes {
      #expect(code.hasPrefix("DT") && code.count == 6 && Int(code.dropFirst(2)) != nil, "\(code)")
    }
    #expect(codes == codes.sorted())
  }

  @Test("every page has all its parts, as sentences")
  func pages() {
    for page in RuleRegistry.all.map(\.page) {
      for part in [page.problem, page.consequence, page.fix, page.exceptions] {
        #expect(part.count > 4 && (part.hasSuffix(".") || part.hasSuffix("`.")), "\(page.code): \(part)")
      }
      #expect(!page.title.hasSuffix(".") && !page.title.isEmpty, "\(page.code)")
      #expect(!page.sources.isEmpty, "\(page.code)")
    }
  }

  @Test("every rule has a test of its own name")
  func tests() throws {
    let folder = "\(packageFolder)/Tests/AuditTests/Rules"
    let files = Set(try filesBelow(folder).compactMap { $0.split(separator: "/").last.map(String.init) })
    for rule in RuleRegistry.all { #expect(files.contains("\(type(of: rule))Tests.swift"), "\(rule.page.code)") }
  }
}
