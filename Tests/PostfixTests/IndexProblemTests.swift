import Foundation
import OracleSupport
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Indexes of tables")
struct IndexProblemTests {
  /// `virtual_alias_maps = VALUE` beside files that were changed so many seconds after the first one.
  private func problems(_ value: String, _ files: [(name: String, age: Double)], packaged: String? = nil) throws
    -> [Diagnostic]
  {
    let tree = try TemporaryTree()
    try tree.write("etc/postfix/main.cf", "virtual_alias_maps = \(value)\n")
    try tree.write("etc/postfix/master.cf", "cleanup unix n - y - 0 cleanup\n  -o virtual_alias_maps=\(value)\n")
    if let packaged { try tree.write("etc/postfix/dynamicmaps.cf", packaged) }
    for (name, age) in files {
      try tree.write("etc/postfix/\(name)", "a b\n")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000 + age)],
        ofItemAtPath: "\(tree.path)/etc/postfix/\(name)")
    }
    let reading = Reading(try ServerTree(root: tree.path), ProgramVersion(3, 10, 13))
    return reading.configuration.diagnostics.filter { $0.code.hasPrefix("postfix.") && $0.code != "postfix.machine" }
  }

  @Test("an index that is older than its source is told where main.cf and where an option name it")
  func stale() throws {
    let found = try problems("hash:/etc/postfix/v", [("v", 10), ("v.db", 0)])
    #expect(found.map(\.code) == ["postfix.stale-index", "postfix.stale-index"])
    #expect(found.first?.message == "/etc/postfix/v was changed after /etc/postfix/v.db was made of it.")
    #expect(found.first?.nextStep == "Run postmap hash:/etc/postfix/v.")
  }

  @Test("an index as young as its source is not told, nor one without a source", arguments: [0.0, 10.0])
  func current(age: Double) throws {
    #expect(try problems("lmdb:/etc/postfix/v", [("v", 0), ("v.lmdb", age)]).isEmpty)
    #expect(try problems("cdb:/etc/postfix/v", [("v.cdb", age)]).isEmpty)
  }

  @Test("an index that is not there, or is of another type, is told")
  func missing() throws {
    let missing = try problems("proxy:hash:/etc/postfix/v", [("v", 0)])
    #expect(
      missing.first?.message == "/etc/postfix/v has no index: the programs look for /etc/postfix/v.db."
        && missing.first?.code == "postfix.missing-table")
    #expect(missing.first?.daemonMessage == "open database /etc/postfix/v.db: No such file or directory")
    let other = try problems("hash:/etc/postfix/v", [("v", 0), ("v.lmdb", 0)])
    #expect(
      other.first?.message == "/etc/postfix/v.db is not there, but /etc/postfix/v.lmdb is: an index of another type.")
    #expect(try problems("texthash:/etc/postfix/v", []).first?.code == "postfix.missing-table")
    #expect(try problems("unionmap:{hash:/etc/postfix/v, static:x}", []).first?.code == "postfix.missing-table")
  }

  @Test("a type that the installed programs cannot open is told, and one that no Postfix knows")
  func types() throws {
    let packages = "pcre postfix-pcre.so dict_pcre_open\n"
    #expect(try problems("pcre:/etc/postfix/v", [("v", 0)], packaged: packages).isEmpty)
    let missing = try problems("lmdb:/etc/postfix/v", [("v", 0), ("v.lmdb", 0)], packaged: packages)
    #expect(missing.map(\.daemonMessage) == Array(repeating: "unsupported dictionary type: lmdb", count: 2))
    #expect(missing.first?.nextStep == "Install the package for it (postfix-lmdb), or use another type.")
    let unknown = try problems("hsah:/etc/postfix/v", [])
    #expect(unknown.first?.message == "No Postfix has tables of the type hsah: every lookup fails.")
  }
}
