import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

/// What is said of a cipher string, and what a client that offers one suite alone gets from a server with that string.
@Suite("Handshakes with a cipher string")
struct HandshakeTests {
  private static let strings = [
    "HIGH:!aNULL:!kRSA", "ALL:!kRSA:@SECLEVEL=0", "aNULL:eNULL:AES128-SHA:@SECLEVEL=0", "aNULL:eNULL:AES128-SHA",
    "ECDHE+AESGCM:RC4-SHA:DES-CBC3-SHA", "ECDHE:kRSA:@SECLEVEL=3",
  ]

  @Test(
    "the suites that are said to be offered are those that a client gets, each alone",
    arguments: [
      (DebianRoot.bullseye, ProgramVersion(1, 1, 1)), (.bookworm, ProgramVersion(3, 0)),
      (.trixie, ProgramVersion(3, 5)),
    ])
  func suites(root: DebianRoot, version: ProgramVersion) async throws {
    guard root.isAvailable() else { return }
    let library = CipherLibrary(version)
    let candidates = library.suites.filter {
      ["ECDH", "DH", "RSA"].contains($0.keyExchange) && ["RSA", "None"].contains($0.authentication)
    }
    #expect(candidates.count > 20)
    let input = "\(candidates.map(\.name).joined(separator: " "))\n\(Self.strings.joined(separator: "\n"))\n"
    let run = try await root.run(["bash", "-c", Self.script], input: Array(input.utf8))
    let answers = run.outputText.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(answers.count > Self.strings.count, "\(run.errorText)")
    for (text, answer) in zip(Self.strings, answers) {
      let string = CipherString(Array(text.utf8), library)
      let level = string.securityLevel ?? 2
      // The server's key has 2048 bits, which level 3 does not take: nothing with that certificate is left.
      let offered = string.suites.filter {
        candidates.contains($0) && $0.isAllowed(atLevel: level) && (level < 3 || $0.isAnonymous)
      }
      #expect(Set(answer.split(separator: " ").map(String.init)) == Set(offered.map(\.name)), "\(root) \(text)")
    }
  }

  /// The first line names the suites to try, each other a string; of each string the suites that were agreed on.
  private static let script = """
    cd /tmp
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=mail.example.net -keyout key -out cert 2>/dev/null
    read -r names
    port=5000
    while IFS= read -r string; do
      port=$((port+1))
      openssl s_server -accept $port -cert cert -key key -tls1_2 -cipher "$string" -www </dev/null >/dev/null 2>&1 &
      server=$!
      for i in $(seq 100); do
        { exec 3<>/dev/tcp/127.0.0.1/$port; } 2>/dev/null && exec 3<&- 3>&- && break
        kill -0 $server 2>/dev/null || break
        sleep 0.05
      done
      for name in $names; do
        openssl s_client -connect 127.0.0.1:$port -tls1_2 -cipher "$name:@SECLEVEL=0" </dev/null 2>/dev/null |
          grep -q "Cipher is $name\\$" && printf '%s ' $name
      done
      echo
      kill $server 2>/dev/null
    done
    """
}
