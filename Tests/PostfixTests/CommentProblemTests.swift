import Postfix
import SourceText
import Testing

@Suite("Comments inside values")
struct CommentProblemTests {
  private func found(_ main: String, _ code: String) -> [(Diagnostic, text: String)] {
    let reading = Reading(main: main, master: "smtp inet n - y - - smtpd\n")
    return reading.configuration.diagnostics.filter { $0.code == code }.map { diagnostic in
      guard case .span(let span) = diagnostic.place else { return (diagnostic, "") }
      return (diagnostic, reading.files.bytes(of: span).text)
    }
  }

  @Test("lines whose first line is commented out are told to continue the value above")
  func commentedStart() {
    let told = found("relayhost = a\n#mynetworks = 127.0.0.0/8,\n    10.0.0.0/8\n", "postfix.lines-of-comment")
    #expect(told.map(\.text) == ["    10.0.0.0/8"])
    #expect(told.first?.0.message.contains("continues relayhost") == true)
    #expect(found("relayhost = a\n#nonsense = b,\n    c\n", "postfix.lines-of-comment").isEmpty)
    #expect(found("#mynetworks = 127.0.0.0/8\nrelayhost = a\n", "postfix.lines-of-comment").isEmpty)
  }

  @Test("a commented-out element is told not to end its list, where the list goes on")
  func commentedElement() {
    let told = found("mydestination = a,\n#   b,\n    c\n", "postfix.comment-inside-list")
    #expect(told.map(\.text) == ["#   b,"])
    #expect(told.allSatisfy { $0.0.severity == .note })
  }

  @Test(
    "a comment in words, behind the last element, or in a value that is no list is no such element",
    arguments: [
      "mydestination = a,\n# the next one is ours\n    c\n", "mydestination = a\n#   b,\nrelayhost = c\n",
      "smtpd_banner = a\n#b\n  c\n", "mydestination = a,\n#-----\n    c\n",
    ])
  func otherComments(main: String) {
    #expect(found(main, "postfix.comment-inside-list").isEmpty)
  }

  @Test("of two assignments the earlier one is said to be the one that changes nothing")
  func duplicate() {
    let told = found("relayhost = a\nbiff = no\nrelayhost = b\n", "postfix.duplicate")
    #expect(told.map(\.text) == ["relayhost = b"])
    #expect(told.first?.0.message.hasSuffix("to edit one above it changes nothing.") == true)
    #expect(told.first?.0.notes.count == 1)
  }
}
