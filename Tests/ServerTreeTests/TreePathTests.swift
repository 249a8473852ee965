internal import ServerTree
internal import SourceText
internal import Testing

@Suite struct TreePathTests {
  @Test("a relative include stands behind the directory part, which is text and never normalised")
  func resolving() {
    let file = TreePath("/etc/dovecot//dovecot.conf")
    #expect(file.resolving("conf.d/*.conf".utf8) == TreePath("/etc/dovecot//conf.d/*.conf"))
    #expect(file.resolving("../x".utf8) == TreePath("/etc/dovecot//../x"))
    #expect(file.resolving("/x".utf8) == TreePath("/x"))
    #expect(TreePath("dovecot.conf").resolving("x".utf8) == TreePath("x"))
    #expect(file != TreePath("/etc/dovecot/dovecot.conf"))
  }

  @Test("a path has a directory part up to its last slash, and a last component")
  func parts() {
    #expect(TreePath("/etc/a").directoryPart.text == "/etc/")
    #expect(TreePath("/etc/a").lastComponent.text == "a")
    #expect(TreePath("a").directoryPart.isEmpty)
    #expect(TreePath("/etc/").lastComponent.isEmpty)
    #expect(TreePath("/etc/").appending("a".utf8) == TreePath("/etc/a"))
    #expect(TreePath("/etc").appending("a".utf8) == TreePath("/etc/a"))
    #expect(TreePath("/a").isAbsolute && !TreePath("a").isAbsolute)
  }
}
