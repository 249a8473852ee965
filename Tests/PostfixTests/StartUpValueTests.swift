import Postfix
import SettingsGraph
import SourceText
import Testing

@Suite("Values that every program refuses when it starts")
struct StartUpValueTests {
  private static let cases: [(String, [String])] = [
    (
      "myhostname = h.example\nrelayhost = H.example",
      [
        "myhostname and relayhost parameter settings must not be identical: h.example"
      ]
    ),
    ("myhostname = h.example\nrelayhost = [h.example]", []), ("relayhost = a, b", []),
    ("myorigin = a b", ["myorigin parameter setting must not contain multiple values: a b"]),
    ("myorigin = a,", ["myorigin parameter setting must not contain multiple values: a,"]),
    ("myorigin = /etc/mail name", []), ("compatibility_level = 3.6.1", []),
    ("compatibility_level = 3.6.1.2", ["malformed compatibility level syntax: \"3.6.1.2\""]),
    ("compatibility_level = x", ["malformed compatibility level syntax: \"x\""]),
    ("myhostname = a_b.c", []),
    ("myhostname = a b", ["file /etc/postfix/main.cf: parameter myhostname: bad parameter value: a b"]),
    ("myhostname = -a.b", ["file /etc/postfix/main.cf: parameter myhostname: bad parameter value: -a.b"]),
    ("myhostname = 1.2", ["file /etc/postfix/main.cf: parameter myhostname: bad parameter value: 1.2"]),
    ("myhostname = é.b", ["file /etc/postfix/main.cf: parameter myhostname: bad parameter value: ??.b"]),
    ("mydomain = a..b\nmyhostname = h.a", ["file /etc/postfix/main.cf: parameter mydomain: bad parameter value: a..b"]),
  ]

  @Test("a value that fits its type and not the others is refused in Postfix' words", arguments: cases.indices)
  func refused(index: Int) {
    let (main, words) = Self.cases[index]
    let reading = Reading(main: "mynetworks = 127.0.0.1\n\(main)\n", version: ProgramVersion(3, 10, 13))
    let refused = reading.configuration.diagnostics.filter(\.isRefusedByDaemon).compactMap(\.daemonMessage)
    #expect(refused == words, "\(main)")
  }
}
