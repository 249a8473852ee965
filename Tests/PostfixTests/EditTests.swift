import Foundation
import Postfix
import SourceText
import Testing

@Suite("Edits of main.cf and master.cf")
struct EditTests {
  private func edited(_ text: String, _ edits: [TextEdit]) throws -> String {
    try edits.applied(to: Array(text.utf8)).text
  }

  private let list = """
    smtpd_helo_required = yes
    smtpd_helo_restrictions =
        permit_mynetworks,
        permit_sasl_authenticated,
        check_helo_access pcre:/etc/postfix/helo_access.pcre,
        reject_non_fqdn_helo_hostname,
        reject_unknown_helo_hostname
    biff = no

    """

  private func commentOut(_ name: String, in text: String, of parameter: String = "smtpd_helo_restrictions") throws
    -> String
  {
    let main = MainCf(Array(text.utf8))
    let entry = try #require(main.entries(named: Array(parameter.utf8)).last)
    let element = try #require(main.restrictions(of: entry).elements.first { $0.name == name })
    return try edited(text, main.commentingOut(element, of: entry))
  }

  @Test("an element on a line of its own becomes a comment and keeps its indentation")
  func elementOnItsOwnLine() throws {
    let after = try commentOut("reject_non_fqdn_helo_hostname", in: list)
    #expect(after == list.replacingOccurrences("    reject_non_fqdn", "#    reject_non_fqdn"))
  }

  @Test("the last element of a list becomes a comment too")
  func lastElement() throws {
    let after = try commentOut("reject_unknown_helo_hostname", in: list)
    #expect(after == list.replacingOccurrences("    reject_unknown", "#    reject_unknown"))
  }

  @Test("an element takes its argument along, also from the next line")
  func elementWithArgument() throws {
    let after = try commentOut("check_helo_access", in: list)
    #expect(after == list.replacingOccurrences("    check_helo", "#    check_helo"))
    let split = "smtpd_helo_restrictions = permit,\n  check_helo_access\n    hash:/x,\n  reject\n"
    #expect(
      try commentOut("check_helo_access", in: split)
        == "smtpd_helo_restrictions = permit,\n#  check_helo_access\n#    hash:/x,\n  reject\n")
  }

  @Test(
    "an element that shares its line goes with one separator",
    arguments: [
      ("permit_mynetworks", "smtpd_helo_restrictions = reject_a, reject_b,\n  reject_c\n"),
      ("reject_a", "smtpd_helo_restrictions = permit_mynetworks, reject_b,\n  reject_c\n"),
      ("reject_b", "smtpd_helo_restrictions = permit_mynetworks, reject_a,\n  reject_c\n"),
    ])
  func elementOnSharedLine(name: String, expected: String) throws {
    let text = "smtpd_helo_restrictions = permit_mynetworks, reject_a, reject_b,\n  reject_c\n"
    #expect(try commentOut(name, in: text) == expected)
  }

  @Test("the only element of the first line goes, and the name stays")
  func elementOnFirstLine() throws {
    let text = "smtpd_helo_restrictions = permit_mynetworks,\n  reject\nbiff = no\n"
    #expect(try commentOut("permit_mynetworks", in: text) == "smtpd_helo_restrictions =\n  reject\nbiff = no\n")
    let one = "smtpd_helo_restrictions = reject"
    #expect(try commentOut("reject", in: one) == "smtpd_helo_restrictions =")
  }

  @Test("a value is replaced byte for byte and nothing else")
  func replacedValue() throws {
    let text = "a=1\nb =\nc = x  # not a comment\n"
    let main = MainCf(Array(text.utf8))
    #expect(
      try edited(text, main.replacingValue(of: main.entries[0], with: Array("2".utf8)))
        == "a=2\nb =\nc = x  # not a comment\n")
    #expect(
      try edited(text, main.replacingValue(of: main.entries[1], with: Array("y".utf8)))
        == "a=1\nb = y\nc = x  # not a comment\n")
    #expect(throws: EditError.unwritableValue) {
      try main.replacingValue(of: main.entries[0], with: Array("x\ny".utf8))
    }
  }

  @Test("a new parameter stands beside its relatives, below its commented form, or at the end")
  func addedParameter() throws {
    let text = "smtpd_helo_required = yes\nbiff = no"
    let main = MainCf(Array(text.utf8))
    #expect(
      try edited(text, main.adding("smtpd_helo_restrictions", value: Array("reject".utf8)))
        == "smtpd_helo_required = yes\nsmtpd_helo_restrictions = reject\nbiff = no")
    #expect(
      try edited(text, main.adding("mynetworks", value: [])) == "smtpd_helo_required = yes\nbiff = no\nmynetworks = \n")
    let template = "a = b\n#myorigin = /etc/mailname\n\nbiff = no\n"
    #expect(
      try edited(template, MainCf(Array(template.utf8)).adding("myorigin", value: Array("x".utf8)))
        == "a = b\n#myorigin = /etc/mailname\nmyorigin = x\n\nbiff = no\n")
  }

  private let master = """
    smtp      inet  n       -       y       -       -       smtpd
    #submission inet n       -       y       -       -       smtpd
    #  -o syslog_name=postfix/submission
    #  -o smtpd_tls_security_level=encrypt
    #  -o smtpd_client_restrictions=$mua_client_restrictions
    #  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
    #628       inet  n       -       y       -       -       qmqpd
    pickup    unix  n       -       y       60      1       pickup

    """

  @Test("a commented-out service is uncommented with its options, except for undefined $mua_ parameters")
  func enabledService() throws {
    let edits = try MasterCf(Array(master.utf8)).enabling("submission/inet") { _ in false }
    let after = try edited(master, edits)
    #expect(
      after
        == master.replacingOccurrences("#submission", "submission").replacingOccurrences("#  -o syslog", "  -o syslog")
        .replacingOccurrences("#  -o smtpd_tls", "  -o smtpd_tls").replacingOccurrences(
          "#  -o smtpd_relay", "  -o smtpd_relay"))
    let service = try #require(MasterCf(Array(after.utf8)).entries.first { $0.name == "submission/inet" })
    #expect(service.options.count == 3)
  }

  @Test("options that were not wanted stay comments")
  func unwantedOptions() throws {
    let edits = try MasterCf(Array(master.utf8)).enabling("submission/inet", isDefined: { _ in true }) { name, _ in
      name == "syslog_name"
    }
    #expect(
      try MasterCf(Array(edited(master, edits).utf8)).entries[1].options.map(\.valueBytes.text) == [
        "postfix/submission"
      ])
  }

  @Test("a new service stands in the columns of the file")
  func addedService() throws {
    let edits = try MasterCf(Array(master.utf8)).adding(
      ["submissions", "inet", "n", "-", "y", "-", "-", "smtpd"],
      options: [.init(name: Array("a".utf8), value: Array("b c".utf8))])
    let lines = try edited(master, edits).split(separator: "\n")
    #expect(lines[1] == "submissions inet n      -       y       -       -       smtpd")
    #expect(lines[2] == "  -o { a = b c }")
    #expect(throws: EditError.alreadyEnabled("smtp/inet")) {
      try MasterCf(Array(master.utf8)).adding(["smtp", "inet", "n", "-", "y", "-", "-", "smtpd"], options: [])
    }
  }

  @Test("an option is set where it stands, added behind the others, and taken away as a comment")
  func options() throws {
    let text = "x inet n - y - - smtpd\n  -o a=1\n  -o b=2\ny unix - n n - - pipe flags=R\n"
    let master = MasterCf(Array(text.utf8))
    let option = { (name: String, value: String) in
      MasterCf.WrittenOption(name: Array(name.utf8), value: Array(value.utf8))
    }
    #expect(try edited(text, master.setting(option("a", "9"), of: "x/inet")).contains("  -o a=9\n  -o b=2\n"))
    #expect(try edited(text, master.setting(option("a", "p q"), of: "x/inet")).contains("  -o { a = p q }\n"))
    #expect(try edited(text, master.setting(option("c", "3"), of: "x/inet")).contains("  -o b=2\n  -o c=3\ny "))
    #expect(try edited(text, master.setting(option("c", "3"), of: "y/unix")).contains("pipe -o c=3 flags=R"))
    #expect(try edited(text, master.removing("a", of: "x/inet")).contains("smtpd\n#  -o a=1\n  -o b=2"))
    #expect(throws: EditError.noSuchOption("z")) { try master.removing("z", of: "x/inet") }
  }

  @Test("every element of every restriction list of the corpus can be taken out, and nothing else changes")
  func corpusLists() throws {
    var count = 0
    for url in RecordedAnswers.cases("corpus/postfix") {
      guard let bytes = RecordedAnswers.bytes(url.appendingPathComponent("root/etc/postfix/main.cf")) else { continue }
      let main = MainCf(bytes)
      for entry in main.entries where main.name(of: entry).text.hasSuffix("_restrictions") {
        for element in main.restrictions(of: entry).elements {
          // The edit checks itself; it must never give up.
          let place = "\(url.lastPathComponent): \(element.name) in \(main.value(of: entry).text)"
          #expect(throws: Never.self, Comment(rawValue: place)) { try main.commentingOut(element, of: entry) }
          count += 1
        }
      }
    }
    print(count == 0 ? "No corpora beside the package (../shared): no lists edited." : "\(count) elements taken out")
  }
}

extension String {
  func replacingOccurrences(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
