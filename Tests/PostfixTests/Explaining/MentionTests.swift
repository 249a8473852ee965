import SettingsGraph
import SourceText
import Testing

@testable import Postfix

@Suite("Lines of main.cf and master.cf that are no assignments")
struct MentionTests {
  private func mentions(of name: String, main: String, master: String = "") -> ([UnreadMention], Reading) {
    let reading = Reading(main: main, master: master)
    return (reading.configuration.unreadMentions(of: name, in: reading.graph, files: reading.files), reading)
  }

  @Test("a swallowed line is told with the parameter that swallows it, and set free")
  func swallowed() throws {
    let (found, reading) = mentions(of: "biff", main: "smtpd_banner = x\n\t biff = no\n")
    #expect(found.map(\.reason) == [.swallowedByContinuation])
    #expect(found[0].explanation.contains("a part of smtpd_banner (/etc/postfix/main.cf:1)"))
    guard case .replace(let span, let bytes)? = found[0].remedy?.action else { return #expect(Bool(false)) }
    let after = try [TextEdit(span.range, with: bytes)].applied(to: reading.files[span.file].bytes)
    #expect(after.text == "smtpd_banner = x\nbiff = no\n")
  }

  @Test("a file that begins with white space loses its first line")
  func dropped() {
    #expect(mentions(of: "biff", main: "  biff = no\n").0.map(\.explanation).first?.contains("drops the line") == true)
  }

  @Test("a name that Postfix ignores is a mention of the parameter that it is near, and of itself")
  func misnamed() throws {
    for name in ["smtpd_banner", "smtpd_bannr"] {
      let found = mentions(of: name, main: "smtpd_bannr = x\n").0
      #expect(found.map(\.reason) == [.unknownName], "\(name)")
      #expect(found.first?.remedy?.sentence == "Write smtpd_banner instead.")
    }
    #expect(mentions(of: "smtpd_banner", main: "custom = x\n").0.isEmpty)
  }

  @Test("a name of a later version is told with that version")
  func otherVersion() {
    let found = mentions(
      of: "smtpd_forbid_bare_newline_reject_code", main: "smtpd_forbid_bare_newline_reject_code = 550\n"
    ).0
    #expect(found.isEmpty || found.allSatisfy { $0.explanation.contains("Postfix") })
  }

  @Test("an option of a commented service is told with the service")
  func commentedService() {
    let found = mentions(of: "biff", main: "", master: "#submission inet n - n - - smtpd\n#  -o biff=no\n").0
    #expect(found.map(\.reason) == [.serviceDisabled])
    #expect(found.first?.explanation == "The service submission/inet is commented out (/etc/postfix/master.cf:1).")
  }

  @Test("an option of a commented copy is told with the entry that counts")
  func commentedCopy() {
    let master = "#submission inet n - n - - smtpd\n#  -o biff=no\nsubmission inet n - n - - smtpd\n"
    let found = mentions(of: "biff", main: "", master: master).0
    #expect(found.map(\.reason) == [.commentedOut])
    #expect(found.first?.explanation.contains("the entry that counts is another (/etc/postfix/master.cf:3)") == true)
  }

  @Test("an option in a comment below a service that counts is told with the service, below an empty line it is not")
  func commentedOption() throws {
    let entry = "smtps inet n - n - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n"
    let master = entry + "#  -o smtpd_tls_wrappermode=yes\n  -o smtpd_helo_required=yes\n"
    let (found, reading) = mentions(of: "smtpd_tls_wrappermode", main: "", master: master)
    #expect(found.map(\.explanation) == ["It is a comment below smtps/inet (/etc/postfix/master.cf:1)."])
    #expect(found.first?.value.map { reading.files.bytes(of: $0).text } == "yes")
    guard case .replace(let span, let bytes)? = found.first?.remedy?.action else {
      Issue.record("no edit")
      return
    }
    let after = try [TextEdit(span.range, with: bytes)].applied(to: reading.files[span.file].bytes)
    #expect(after.text == master.replacing("#", with: " "))
    #expect(
      mentions(of: "smtpd_tls_wrappermode", main: "", master: entry + "\n#  -o smtpd_tls_wrappermode=yes\n").0.isEmpty)
  }
}
