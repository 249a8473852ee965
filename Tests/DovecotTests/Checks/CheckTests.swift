import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("What is looked at besides the language")
struct CheckTests {
  private static let versionLines = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"

  private func codes(_ text: String, version: ProgramVersion) -> [String] {
    Reading(text, version: version).configuration.diagnostics.map(\.code)
  }

  @Test("2.4 is warned of what it would take literally: %u, $mail_plugins, a file of a file")
  func literal() {
    let text =
      "mail_home = /x/%u\nmail_plugins = $mail_plugins a\nssl_server_cert_file = </nowhere/a\nlog_timestamp = \"%d \"\n"
    #expect(
      codes(Self.versionLines + text, version: ProgramVersion(2, 4, 1)) == [
        "dovecot.old-variable", "dovecot.old-reference", "dovecot.file-of-file",
      ])
  }

  @Test("a certificate that is missing from a directory that is there is said")
  func missingCertificate() {
    let reading = Reading([
      ("/etc/dovecot/dovecot.conf", "ssl_cert = </etc/ssl/a.pem\nssl_key = </nowhere/a.pem\n"), ("/etc/ssl/b.pem", "x"),
    ])
    #expect(reading.configuration.diagnostics.map(\.code) == ["dovecot.missing-file"])
  }

  @Test("a copy without the directory where packages set protocols is told, once nothing else sets them")
  func packagedProtocols() {
    let include = "!include_try /usr/share/dovecot/protocols.d/*.protocol\n"
    #expect(codes(include, version: ProgramVersion(2, 3, 19)) == ["dovecot.packaged-protocols"])
    #expect(codes(include + "protocols = imap\n", version: ProgramVersion(2, 3, 19)) == [])
    #expect(codes("!include_try own.protocol\n", version: ProgramVersion(2, 3, 19)) == [])
  }

  @Test("services of 2.3 that cannot be started, or listen where another does, are refused")
  func services() {
    let version = ProgramVersion(2, 3, 19)
    let twice = "service auth {\n  unix_listener /x {\n  }\n}\nservice dict {\n  unix_listener /x {\n  }\n}\n"
    #expect(codes(twice, version: version) == ["dovecot.duplicate-listener"])
    #expect(
      codes("service auth {\n  process_min_avail = 9\n}\n", version: version) == ["dovecot.service-limits"])
    #expect(codes("protocols = imap smtp\n", version: version) == ["dovecot.unknown-word"])
  }

  @Test("a service under two names is one mistake, whatever filters and listeners there are")
  func twoNames() {
    let text = "service auth {\n  name = foo\n}\nlocal 192.0.2.1 {\n}\nprotocol imap {\n  mail_plugins = a\n}\n"
    #expect(codes(text, version: ProgramVersion(2, 3, 19)) == ["dovecot.service-under-two-names"])
  }

  @Test("a section is not suggested for its own name")
  func ownName() {
    let knowledge = VersionKnowledge(version: ProgramVersion(2, 3, 19))
    #expect(!knowledge.suggestions(for: "service".utf8).contains("service"))
    #expect(knowledge.suggestions(for: "servise".utf8).contains("service"))
  }

  @Test("every refusal says what to do next, in a sentence")
  func nextSteps() {
    let reading = Reading("}\nfoo\nssl = maybe\nprotocol imap {\n remote x {\n }\n!include nowhere\n")
    #expect(reading.configuration.diagnostics.count >= 5)
    #expect(reading.configuration.diagnostics.allSatisfy { $0.nextStep.last == "." && $0.nextStep.count > 10 })
  }
}
