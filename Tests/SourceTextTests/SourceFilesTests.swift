internal import SourceText
internal import Testing

@Suite struct SourceFilesTests {
  @Test("a span finds its text, its line and its place again")
  func spans() {
    var files = SourceFiles()
    let first = files.add(path: "/etc/dovecot/dovecot.conf", bytes: Array("ssl = yes\n".utf8))
    let second = files.add(path: "/etc/postfix/main.cf", bytes: Array("#\nmyhostname = a\n".utf8))
    let span = SourceSpan(file: second, 2..<16)
    #expect(files.ids == [first, second])
    #expect(files.bytes(of: span).text == "myhostname = a")
    #expect(files.line(of: span) == 2)
    #expect(files.place(of: span) == "/etc/postfix/main.cf:2")
    #expect(span.count == 14)
  }

  @Test("a path that is read twice is two files")
  func twice() {
    var files = SourceFiles()
    let first = files.add(path: "/a", bytes: [])
    let second = files.add(path: "/a", bytes: [])
    #expect(first != second)
    #expect(files.count == 2)
  }
}
