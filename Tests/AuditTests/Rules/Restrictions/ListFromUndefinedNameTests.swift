import Audit
import Testing

@Suite("ListFromUndefinedName")
struct ListFromUndefinedNameTests {
  private static let master = "587 inet n - n - - smtpd\n  -o smtpd_client_restrictions=$mua_client_restrictions\n"

  @Test("a name that main.cf does not define")
  func bad() throws {
    let tree = AuditedTree(main: "", master: Self.master)
    #expect(tree.lines(try #require(tree.findings("DT0210").first)) == [2])
  }

  @Test("for two services it is one finding")
  func grouped() {
    let tree = AuditedTree(main: "", master: Self.master + Self.master.replacing("587", with: "465"))
    #expect(tree.findings("DT0210").map(\.listeners) == [["port 587", "port 465"]])
  }

  @Test("a defined name, and a list that is meant to be empty, are right")
  func good() {
    #expect(!AuditedTree(main: "mua_client_restrictions = permit", master: Self.master).finds("DT0210"))
    #expect(!AuditedTree(main: "smtpd_client_restrictions =").finds("DT0210"))
  }
}
