internal import OracleSupport
internal import Testing

/// The evening of the sample, on running daemons: what Windows Live Mail 2012 says byte by byte, before and after.
@Suite("Windows Live Mail 2012 against running servers", .serialized)
struct WindowsLiveMailTests {
  private static let user = "sales@example.net"
  private static let base64User = "c2FsZXNAZXhhbXBsZS5uZXQ="

  /// Every way in which it fetches and sends, and what strangers may try.
  private static let sessions: [ClientSession] = [
    .pop3("pop3", user: user), .pop3("pop3-outside", from: .outside, user: user), .imap("imap", user: user),
    .pop3("pop3s", from: .outside, port: 995, tls: .implicit, user: user),
    .pop3("pop3s-old", port: 995, tls: .implicit, options: ClientSession.oldTLS, user: user),
    ClientSession(
      name: "pop3-sasl", place: .inside, port: 110, protocol: "pop3", tls: .none,
      lines: ["AUTH PLAIN AHNhbGVzQGV4YW1wbGUubmV0AHNlY3JldA==", "QUIT"]),
    .smtp("25-netbios"), .smtp("25-netbios-local", to: "sales@example.net"),
    .smtp("25-unknown", hello: "accounts.office.example.net"),
    .smtp("25-relay", from: .outside, hello: "pc3.example.net"),
    .submission("587", from: .outside, port: 587, tls: .starttls, base64User: base64User),
    .submission("587-plain", port: 587, tls: .none, base64User: base64User),
    .smtp("587-stranger", port: 587, tls: .starttls, hello: "pc3.example.net"),
    .submission("465", from: .outside, port: 465, tls: .implicit, base64User: base64User),
    .submission(
      "465-old", port: 465, tls: .implicit, options: ClientSession.oldTLS, base64User: base64User),
  ]

  /// The answer that decides each session, by its beginning; what is not named is refused or closed.
  private static func check(_ transcript: Transcript, _ wanted: [String: String], _ state: String) {
    for session in sessions {
      let said =
        switch session.protocol {
        case "pop3" where session.name == "pop3-sasl": "AUTH PLAIN"
        case "pop3": "PASS"
        case "imap": "a LOGIN"
        default: "RCPT"
        }
      let answer = transcript.answer(to: said, in: session.name)
      #expect(
        wanted[session.name].map { answer.hasPrefix($0) } ?? false,
        "\(state): \(session.name): \(answer)\n\(transcript.log)")
    }
  }

  private static let refusedPOP3 =
    "-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections."
  private static let noFQDN = "504 5.5.2 <FRONTDESK>: Helo command rejected: need fully-qualified hostname"
  private static let noDNS = "450 4.7.1 <accounts.office.example.net>: Helo command rejected: Host not found"
  private static let noRelay = "454 4.7.1 <friend@example.com>: Relay access denied"

  /// The sample as it is: every way but TLS from the first byte is refused, with the messages of that evening.
  private static let before: [String: String] = [
    "pop3": refusedPOP3, "pop3-outside": refusedPOP3, "imap": "a NO [PRIVACYREQUIRED]", "pop3s": "+OK",
    "pop3s-old": "(closed)", "pop3-sasl": "-ERR", "25-netbios": noFQDN, "25-netbios-local": noFQDN,
    "25-unknown": noDNS, "25-relay": noRelay, "587": "(no connection)", "587-plain": "(no connection)",
    "587-stranger": "(no connection)", "465": "(no connection)", "465-old": "(no connection)",
  ]

  /// What the first grade promises: sending with a password on 587 and 465, whatever the program calls itself.
  private static let submission: [String: String] = [
    "587": "250", "587-plain": "530 5.7.0 Must issue a STARTTLS command first", "587-stranger": "554 5.7.1",
    "465": "250", "465-old": "250",
  ]

  private static func with(_ changes: [String: String]...) -> [String: String] {
    changes.reduce(before) { $0.merging($1) { _, new in new } }
  }

  @Test("before, it is refused with the messages of that evening")
  func asItWas() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let transcript = try await RealServer.sample("windows-live-mail-2012", on: .bookworm).play(Self.sessions)
    Self.check(transcript, Self.before, "before")
    #expect(transcript.log.contains("Login failed: Plaintext authentication disabled: user=<sales@example.net>"))
    #expect(
      transcript.log.contains("504 5.5.2 <FRONTDESK>: Helo command rejected: need fully-qualified hostname; from="))
    #expect(
      transcript.log.contains("450 4.7.1 <accounts.office.example.net>: Helo command rejected: Host not found; from="))
    #expect(transcript.log.contains("454 4.7.1 <friend@example.com>: Relay access denied; from="))
  }

  @Test(
    "each grade gives what it promises and nothing more",
    arguments: [
      (["--grade", "1"], with(submission)),
      (["--grade", "2"], with(submission, ["pop3s-old": "+OK"])),
      (
        ["--grade", "2", "--set", "old-tls-for=networks", "--set", "networks=192.0.2.0/24"],
        with(submission, ["pop3s-old": "+OK"])
      ),
      (["--grade", "2", "--set", "old-tls-for=networks", "--set", "networks=198.51.100.0/25"], with(submission)),
      (
        ["--grade", "3", "--set", "networks=192.0.2.0/24"],
        with(submission, ["pop3": "+OK", "imap": "a OK", "pop3-sasl": "+OK"])
      ),
      (
        ["--grade", "4"],
        with(
          submission,
          [
            "pop3": "+OK", "pop3-outside": "+OK", "imap": "a OK", "pop3-sasl": "+OK", "25-netbios": noRelay,
            "25-netbios-local": "250", "25-unknown": noRelay,
          ])
      ),
      (
        [],
        with(
          submission,
          [
            "pop3": "+OK", "pop3-outside": "+OK", "imap": "a OK", "pop3-sasl": "+OK", "25-netbios": noRelay,
            "25-netbios-local": "250", "25-unknown": noRelay, "465": "(no connection)", "465-old": "(no connection)",
          ])
      ),
    ] as [([String], [String: String])])
  func grades(arguments: [String], wanted: [String: String]) async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let server = try await RealServer.sample("windows-live-mail-2012", on: .bookworm)
    try await server.apply(["legacy-windows-live-mail"] + arguments)
    Self.check(try await server.play(Self.sessions), wanted, arguments.joined(separator: " "))
  }

  /// A system user of the stock configuration.
  private static let stockSessions: [ClientSession] = [
    .pop3("pop3", user: "sales"), .pop3("pop3-outside", from: .outside, user: "sales"), .imap("imap", user: "sales"),
    .pop3("pop3s", port: 995, tls: .implicit, user: "sales"),
    .pop3("pop3s-old", port: 995, tls: .implicit, options: ClientSession.oldTLS, user: "sales"),
    .submission("587", from: .outside, port: 587, tls: .starttls, base64User: "c2FsZXM="),
    .submission("465-old", port: 465, tls: .implicit, options: ClientSession.oldTLS, base64User: "c2FsZXM="),
    .smtp("25-relay", from: .outside),
  ]

  @Test(
    "the same on Dovecot 2.4 and Postfix 3.10 as Debian installs them",
    arguments: [
      (1, ["imap": "a NO", "pop3": "-ERR [AUTH]", "pop3-outside": "-ERR [AUTH]", "pop3s-old": "(closed)"]),
      (2, ["imap": "a NO", "pop3": "-ERR [AUTH]", "pop3-outside": "-ERR [AUTH]", "pop3s-old": "+OK"]),
      (3, ["imap": "a OK", "pop3": "+OK", "pop3-outside": "-ERR [AUTH]", "pop3s-old": "(closed)"]),
      (4, ["imap": "a OK", "pop3": "+OK", "pop3-outside": "+OK", "pop3s-old": "(closed)"]),
    ])
  func stock(grade: Int, wanted: [String: String]) async throws {
    guard DebianRoot.trixie.isAvailable() else { return }
    let server = try await RealServer.stock(.trixie)
    try await server.apply(
      ["legacy-windows-live-mail", "--grade", "\(grade)", "--set", "networks=192.0.2.0/24"])
    let transcript = try await server.play(Self.stockSessions)
    let always = ["pop3s": "+OK", "587": "250", "465-old": "250", "25-relay": "454 4.7.1"]
    for (session, beginning) in wanted.merging(always, uniquingKeysWith: { first, _ in first }) {
      let said = session.hasPrefix("pop3") ? "PASS" : session == "imap" ? "a LOGIN" : "RCPT"
      let answer = transcript.answer(to: said, in: session)
      #expect(answer.hasPrefix(beginning), "grade \(grade): \(session): \(answer)\n\(transcript.log)")
    }
  }
}
