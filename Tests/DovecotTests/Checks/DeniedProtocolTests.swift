import SettingsGraph
import Testing

@testable import Dovecot

/// What running servers of 2.3.19, 2.4.1 and 2.4.5 did with two denied protocols.
@Suite("Two denied protocols")
struct DeniedProtocolTests {
  @Test(
    "end the authentication process of 2.3 where each sets something that it reads",
    arguments: [
      ("auth_verbose = yes", true), ("ssl = no", true), ("log_path = /x", true), ("verbose_proctitle = yes", true),
      ("first_valid_uid = 5", true), ("userdb {\n driver = passwd\n}", true), ("login_greeting = x", false),
      ("mail_home = /x", false), ("default_client_limit = 1000", false), ("ssl_key_password = x", false),
      ("plugin {\n a = b\n}", false), ("service auth {\n client_limit = 1000\n}", false), ("", false),
    ])
  func old(line: String, ends: Bool) {
    let text = "protocol !imap {\n auth_verbose = yes\n}\nprotocol !pop3 {\n\(line)\n}\n"
    let said = Reading(text).daemonMessages.contains("Can't have multiple protocol !services (seen !imap and !pop3)")
    #expect(said == ends, "\(line)")
  }

  @Test(
    "end the authentication process of 2.4 wherever they stand",
    arguments: [
      ("protocol !imap {\n}\nprotocol !pop3 {\n}\n", true),
      ("protocol !imap {\n}\nremote 10.0.0.0/8 {\n protocol !pop3 {\n }\n}\n", true),
      ("protocol !imap {\n}\nprotocol !imap {\n mail_debug = yes\n}\n", false),
      ("protocol !imap {\n}\nprotocol pop3 {\n}\n", false),
    ])
  func new(lines: String, ends: Bool) {
    let text = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n" + lines
    for version in [ProgramVersion(2, 4, 1), ProgramVersion(2, 4, 5)] {
      let reading = Reading(text, version: version)
      #expect(!reading.isRefused)
      let said = reading.daemonMessages.contains("Can't have multiple !protocols (seen !imap and !pop3)")
      #expect(said == ends, "\(lines)")
    }
  }
}
