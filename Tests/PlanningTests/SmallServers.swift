import MailServer
import ServerTree
import SettingsGraph

/// Suites that plan for servers of a few lines.
protocol SmallServers {}

extension SmallServers {
  /// - Parameter conf: files below conf.d, by name.
  func server(
    dovecot: String? = nil, conf: [String: String] = [:], main: String? = nil, master: String = "",
    version: String = "2.3.19"
  ) -> MailServer {
    var files: [(path: String, bytes: [UInt8])] = []
    if let dovecot { files.append(("/etc/dovecot/dovecot.conf", Array(dovecot.utf8))) }
    for (name, text) in conf { files.append(("/etc/dovecot/conf.d/\(name)", Array(text.utf8))) }
    if let main {
      files.append(("/etc/postfix/main.cf", Array(main.utf8)))
      files.append(("/etc/postfix/master.cf", Array(master.utf8)))
    }
    var request = MailServer.Request()
    request.dovecotVersion = ProgramVersion(version)
    request.postfixVersion = ProgramVersion(3, 7, 11)
    return MailServer(reading: ServerTree(files: files), request)
  }
}
