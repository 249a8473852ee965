import OracleSupport
import SettingsGraph
import Testing

@testable import Dovecot

/// `* OK [CAPABILITY …] imap`: what a real Dovecot on loopback says to a client, for each of many configurations.
///
/// `doveconf` is not the truth where filters nest (2.4) or conflict (2.3); only a running server tells.
struct LiveServer {
  enum Answer: Equatable {
    /// The `login_greeting` that the client saw.
    case greeting(String)
    /// The connection was closed without a word.
    case nothing
    /// The server did not start.
    case notListening
  }

  let root: DebianRoot

  /// The client's and the server's address, and the protocol's name, as both see them.
  static let context = Context(protocolName: "imap", localIP: "127.0.0.1", remoteIP: "127.0.0.1")

  /// The configuration round the lines that a test is about. Every server has its own port and directory, so that one
  /// that is still ending cannot answer for the next.
  static func text(_ lines: String, number: Int, version: ProgramVersion) -> String {
    let isNew = version >= ProgramVersion(2, 4)
    let versions = isNew ? "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n" : ""
    let passdb =
      isNew ? "passdb static {\n  password = x\n}\n" : "passdb {\n  driver = static\n  args = password=x\n}\n"
    return versions + """
      base_dir = /run/live-\(number)
      log_path = /tmp/live-\(number).log
      protocols = imap
      listen = 127.0.0.1
      ssl = no
      service imap-login {
        inet_listener imap {
          port = \(10_143 + number)
        }
        inet_listener imaps {
          port = 0
        }
      }
      \(passdb)
      """ + lines
  }

  /// Starts one server after the other, each ended by its own process id.
  func answers(to texts: [String]) async throws -> [Answer] {
    let tree = try TemporaryTree()
    for (number, text) in texts.enumerated() { try tree.write("etc/dovecot/\(number).conf", text) }
    let run = try await root.run(["bash", "-c", Self.script], tree: tree.path, seconds: 600)
    let lines = run.outputText.split(separator: "\n").map(String.init)
    try #require(lines.count == texts.count, "\(run.errorText)")
    return lines.map(Self.answer)
  }

  /// `said * OK [CAPABILITY …] imap`
  private static func answer(_ line: String) -> Answer {
    guard line != "refused" else { return .notListening }
    guard let bracket = line.firstIndex(of: "]") else { return .nothing }
    return .greeting(String(line[bracket...].dropFirst(2)))
  }

  private static let script = """
    i=0
    while [ -e /etc/dovecot/$i.conf ]; do
      dovecot -F -c /etc/dovecot/$i.conf >/tmp/out 2>&1 &
      pid=$! line=refused
      while kill -0 $pid 2>/dev/null; do
        if { exec 3<>/dev/tcp/127.0.0.1/$((10143 + i)); } 2>/dev/null; then
          said=
          IFS= read -r -t 20 said <&3
          line="said ${said%$'\\r'}"
          exec 3<&- 3>&-
          break
        fi
        sleep 0.05
      done
      echo "$line"
      kill $pid 2>/dev/null
      i=$((i+1))
    done
    """
}
