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

  @Test("every rule has a test of its own name, with a tree that it finds and one that it does not")
  func tests() throws {
    let folder = "\(packageFolder)/Tests/AuditTests/Rules"
    var files: [String: String] = [:]
    for path in try filesBelow(folder) {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      files[name] = String(decoding: try readFile("\(folder)/\(path)"), as: UTF8.self)
    }
    #expect(RuleRegistry.all.count >= 80)
    for rule in RuleRegistry.all {
      let test = files["\(type(of: rule))Tests.swift"] ?? ""
      #expect(test.contains("\"\(rule.page.code)\""), "\(rule.page.code)")
      for part in ["bad", "good"] {
        // A test function that asks something, whatever it is called after that.
        let body = test.split(separator: "  func \(part)", maxSplits: 1).dropFirst().first?.prefix(1_500) ?? ""
        #expect(body.contains("#expect") || body.contains("#require"), "\(rule.page.code) has no \(part) tree")
      }
    }
  }
}
