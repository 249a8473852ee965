import Dovecot
import MailServer
import OracleSupport
import SettingsGraph
import SourceText
import Testing

/// Which ports a real Dovecot opens, and what it says there to a client from another address, for random settings.
@Suite("A running server opens", .serialized)
struct LiveListenerTests {
  private static let seed: UInt64 = 20_261_124
  /// More by hand: `DOVETRAIL_LIVE_SERVERS=400`.
  private static let count = environment("DOVETRAIL_LIVE_SERVERS").flatMap { Int($0) } ?? 12

  @Test("the ports that we say, with the TLS and the logins that we say", arguments: [DebianRoot.bookworm, .trixie])
  func ports(root: DebianRoot) async throws {
    guard root.isAvailable(), let version = ProgramVersion(root.dovecotVersion) else { return }
    var random = SplitMix64(seed: propertySeed(Self.seed))
    let texts = (0..<Self.count).map { _ in RandomListeners(version, &random).text }
    let tree = try TemporaryTree()
    for (number, text) in texts.enumerated() { try tree.write("etc/dovecot/\(number).conf", text) }
    let run = try await root.run(["bash", "-c", Self.script], tree: tree.path, seconds: 300)
    let answers = run.outputText.split(separator: "\n").map(String.init)
    try #require(answers.count == texts.count, "\(run.errorText)\(run.outputText)")
    for (text, answer) in zip(texts, answers) { compare(text, answer, version) }
  }

  /// `143 993 | * OK [CAPABILITY … LOGINDISABLED] ready`
  private func compare(_ text: String, _ answer: String, _ version: ProgramVersion) {
    let listeners = Listeners(of: MemoryServer.reading(dovecot: text, dovecotVersion: version))
    let parts = answer.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let ports = Set(parts[0].split(separator: " ").compactMap { Int($0, radix: 16) })
    #expect(ports == Set(listeners.network.compactMap(\.port)), "\(text)")
    guard let imap = listeners.onPort(143).first, !imap.tls.is(.implicit), parts.count == 2 else { return }
    let greeting = parts[1]
    #expect(greeting.contains("LOGINDISABLED") == imap.logins.plaintextBeforeTLS.is(false), "\(greeting)\n\(text)")
    #expect(greeting.contains("STARTTLS") == !imap.tls.is(.none), "\(greeting)\n\(text)")
    #expect(greeting.contains("AUTH=CRAM-MD5") == imap.logins.challengeBeforeTLS.is(true), "\(greeting)\n\(text)")
  }

  /// One line a server: its listening ports in hexadecimal, and what a client of another address hears on port 143.
  private static let script = """
    mount -t proc proc /proc
    ports() { awk '$4 == "0A" { split($2, a, ":"); print a[2] }' /proc/net/tcp /proc/net/tcp6 | sort -u | tr '\\n' ' '; }
    i=0
    while [ -e /etc/dovecot/$i.conf ]; do
      dovecot -F -c /etc/dovecot/$i.conf >/tmp/out 2>&1 &
      pid=$!
      for wait in $(seq 600); do
        [ -n "$(ports)" ] && break
        kill -0 $pid 2>/dev/null || break
        sleep 0.05
      done
      said=
      if { exec 3<>/dev/tcp/127.0.0.2/143; } 2>/dev/null; then
        IFS= read -r -t 20 said <&3
        exec 3<&- 3>&-
      fi
      echo "$(ports)|${said%$'\\r'}"
      kill $pid 2>/dev/null
      wait $pid 2>/dev/null
      while [ -n "$(ports)" ]; do sleep 0.05; done
      i=$((i+1))
    done
    """
}

/// A configuration with random listeners, TLS and login settings, that the daemon accepts.
private struct RandomListeners {
  let text: String

  init(_ version: ProgramVersion, _ random: inout SplitMix64) {
    let isNew = version >= ProgramVersion(2, 4)
    func pick(_ choices: [String]) -> String { choices[Int.random(in: 0..<choices.count, using: &random)] }
    let ssl = pick(["yes", "no", "required"])
    // 2.4 refuses the pair of required TLS and passwords in clear.
    let isOpen = Bool.random(using: &random) && !(isNew && ssl == "required")
    let lines = [
      isNew ? "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1" : "",
      "protocols = imap \(pick(["", "pop3", "lmtp", "pop3 lmtp"]))", "ssl = \(ssl)",
      isNew ? "auth_allow_cleartext = \(isOpen ? "yes" : "no")" : "disable_plaintext_auth = \(isOpen ? "no" : "yes")",
      "auth_mechanisms = \(pick(["plain", "plain login", "plain cram-md5"]))",
      "listen = \(pick(["*", "127.0.0.1, 127.0.0.2", "*, ::"]))",
      "service imap-login {", Self.listener("imap", pick(["", "port = 1143", "port = 143"])),
      Self.listener("imaps", pick(["", "port = 0", "port = 1993\n    ssl = no"])), "}",
      "service pop3-login {", Self.listener("pop3", pick(["", "port = 0", "ssl = yes", "port = 1110"])), "}",
      "service lmtp {", Self.listener("x", pick(["port = 24", "port = 0", "port = 2424"])), "}",
      isNew ? Self.end2_4 : Self.end2_3,
    ]
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func listener(_ name: String, _ line: String) -> String {
    "  inet_listener \(name) {\n    \(line)\n  }"
  }

  private static let end2_3 = """
    ssl_cert = </etc/ssl/certs/ssl-cert-snakeoil.pem
    ssl_key = </etc/ssl/private/ssl-cert-snakeoil.key
    passdb {
      driver = static
      args = password=x
    }
    """
  private static let end2_4 = """
    ssl_server_cert_file = /etc/ssl/certs/ssl-cert-snakeoil.pem
    ssl_server_key_file = /etc/ssl/private/ssl-cert-snakeoil.key
    passdb static {
      password = x
    }
    """
}
