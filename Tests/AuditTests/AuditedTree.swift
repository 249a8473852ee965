import Audit
import Certificates
import Dovecot
import MailServer
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

/// A server out of a few lines of text, and what the audit says of it.
struct AuditedTree {
  /// Port 25 as Debian has it, when a test says nothing of master.cf.
  static let stockMaster = "smtp inet n - y - - smtpd\n"

  let server: AuditedServer

  init(
    dovecot: String? = nil, main: String? = nil, master: String = stockMaster, others: [String: String] = [:],
    dovecotVersion: ProgramVersion = ProgramVersion(2, 3, 19),
    postfixVersion: ProgramVersion = ProgramVersion(3, 10, 13), context: Context = Context(), today: String? = nil,
    policies: [String] = []
  ) {
    var files = others
    if let dovecot { files["/etc/dovecot/dovecot.conf"] = dovecot }
    if let main {
      files["/etc/postfix/main.cf"] = "compatibility_level = 3.6\n" + main + "\n"
      files["/etc/postfix/master.cf"] = master
    }
    self.init(
      ServerTree(files: files.map { ($0.key, Array($0.value.utf8)) }), dovecotVersion, postfixVersion, context, today,
      policies: policies)
  }

  init(
    _ tree: ServerTree, _ dovecotVersion: ProgramVersion? = nil, _ postfixVersion: ProgramVersion? = nil,
    _ context: Context = Context(), _ today: String? = nil, policies: [String] = []
  ) {
    var request = MailServer.Request()
    request.dovecotVersion = dovecotVersion
    request.postfixVersion = postfixVersion
    server = AuditedServer(
      MailServer(reading: tree, request), in: context, at: today.flatMap(Moment.init(day:)),
      holdingTo: policies.compactMap(TLSPolicy.named))
  }

  /// Lines of 2.4, below the versions that such a file begins with.
  init(dovecot2_4 lines: String) {
    self.init(
      dovecot: "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nprotocols = imap\n" + lines,
      dovecotVersion: ProgramVersion(2, 4, 1))
  }

  /// What one rule finds, comments respected.
  func findings(_ code: String) -> [Finding] { AuditResult(of: server, only: [code]).findings }

  func finds(_ code: String) -> Bool { !findings(code).isEmpty }

  /// The line numbers of a finding's places.
  func lines(_ finding: Finding) -> [Int] {
    finding.places.compactMap { $0.span.map(server.server.files.line) }
  }
}

extension AuditedTree: CustomTestStringConvertible {
  /// A failed expectation would else print the whole server, catalogues included.
  var testDescription: String { "a server" }
}
