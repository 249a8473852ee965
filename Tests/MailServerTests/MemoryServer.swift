import Dovecot
import MailServer
import Postfix
import ServerTree
import SettingsGraph

/// A server out of a few lines of text, for the versions of Debian 12 or 13.
enum MemoryServer {
  static func reading(
    dovecot: String? = nil, main: String? = nil, master: String = "", others: [String: String] = [:],
    dovecotVersion: ProgramVersion = ProgramVersion(2, 3, 19), postfixVersion: ProgramVersion = ProgramVersion(3, 7, 11)
  ) -> MailServer {
    var files = others
    if let dovecot { files["/etc/dovecot/dovecot.conf"] = dovecot }
    if let main {
      files["/etc/postfix/main.cf"] = main
      files["/etc/postfix/master.cf"] = master
    }
    var request = MailServer.Request()
    request.dovecotVersion = dovecotVersion
    request.postfixVersion = postfixVersion
    return MailServer(reading: ServerTree(files: files.map { ($0.key, Array($0.value.utf8)) }), request)
  }
}
