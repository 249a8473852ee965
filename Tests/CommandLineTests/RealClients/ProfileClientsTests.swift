internal import OracleSupport
internal import Testing

/// Each shipped profile with the programs that it is for, on running daemons; what it does not promise stays refused.
@Suite("The clients of every profile against running servers", .serialized)
struct ProfileClientsTests {
  /// A session, the line whose answer decides, and how that answer begins.
  struct Case: Sendable {
    let session: ClientSession
    let said: String
    let answer: String

    init(_ session: ClientSession, _ said: String, _ answer: String) {
      self.session = session
      self.said = said
      self.answer = answer
    }
  }

  private func check(_ cases: [Case], on server: RealServer, _ arguments: [String]) async throws {
    try await server.apply(arguments)
    let transcript = try await server.play(cases.map(\.session))
    for wanted in cases {
      let answer = transcript.answer(to: wanted.said, in: wanted.session.name)
      #expect(
        answer.hasPrefix(wanted.answer),
        "\(arguments) on \(server.root.suite): \(wanted.session.name): \(answer)\n\(transcript.log)")
    }
  }

  private static let sampleUser = (name: "sales@example.net", base64: "c2FsZXNAZXhhbXBsZS5uZXQ=")
  private static let stockUser = (name: "sales", base64: "c2FsZXM=")

  /// Port 25 is no relay, whatever was applied.
  private static let noRelay = Case(
    .smtp("no-relay", from: .outside, hello: "pc3.example.net"), "RCPT",
    "454 4.7.1 <friend@example.com>: Relay access denied")

  @Test("Outlook 2003 to 2010 logs in with TLS from the first byte, with TLS 1.0, and without from its network")
  func outlook() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let user = Self.sampleUser
    let old = ClientSession.oldTLS
    let always = [
      Self.noRelay, Case(.submission("587", port: 587, tls: .starttls, base64User: user.base64), "RCPT", "250"),
      Case(.submission("465", port: 465, tls: .implicit, options: old, base64User: user.base64), "RCPT", "250"),
      Case(.pop3("pop3s", port: 995, tls: .implicit, user: user.name), "PASS", "+OK"),
    ]
    let server = try await RealServer.sample("windows-live-mail-2012", on: .bookworm)
    let cases = [
      Case(.pop3("pop3", user: user.name), "PASS", "+OK"),
      Case(.pop3("outside", from: .outside, user: user.name), "PASS", "-ERR"),
      Case(.imap("imap", user: user.name), "a LOGIN", "a OK"),
    ]
    try await check(
      always + cases, on: server, ["legacy-outlook", "--grade", "3", "--set", "networks=192.0.2.0/24"])
    let second = try await RealServer.sample("windows-live-mail-2012", on: .bookworm)
    let oldPOP3 = [
      Case(.pop3("pop3s-old", port: 995, tls: .implicit, options: old, user: user.name), "PASS", "+OK"),
      Case(.pop3("pop3", user: user.name), "PASS", "-ERR"),
    ]
    try await check(always + oldPOP3, on: second, ["legacy-outlook", "--grade", "2"])
  }

  /// TLS 1.0 from the network that is named, and from elsewhere; a password without TLS.
  private static func oldTLS(inside: String, outside: String, _ user: (name: String, base64: String)) -> [Case] {
    [
      Case(.imap("old", port: 993, tls: .implicit, options: ClientSession.oldTLS, user: user.name), "a LOGIN", inside),
      Case(
        .imap("old-outside", from: .outside, port: 993, tls: .implicit, options: ClientSession.oldTLS, user: user.name),
        "a LOGIN", outside),
      Case(.imap("plain", user: user.name), "a LOGIN", "a NO"), Case(.pop3("pop3", user: user.name), "PASS", "-ERR"),
      noRelay,
    ]
  }

  @Test(
    "the first grade gives up nothing; TLS 1.0 for a network lets in nobody from elsewhere",
    arguments: [
      ("legacy-outlook", [], "(closed)"), ("legacy-outlook", ["--set", "old-tls-for=networks"], "a OK"),
      ("old-apple-and-android", [], "(closed)"), ("old-apple-and-android", ["--set", "old-tls-for=networks"], "a OK"),
    ])
  func least(profile: String, choice: [String], inside: String) async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let user = Self.sampleUser
    let server = try await RealServer.sample("windows-live-mail-2012", on: .bookworm)
    let networks = choice.isEmpty ? [] : ["--set", "networks=192.0.2.0/24"]
    try await check(
      Self.oldTLS(inside: inside, outside: "(closed)", user) + [
        Case(.imap("imaps", from: .outside, port: 993, tls: .implicit, user: user.name), "a LOGIN", "a OK"),
        Case(
          .submission("465", from: .outside, port: 465, tls: .implicit, base64User: user.base64), "RCPT", "250"),
        Case(.smtp("465-stranger", port: 465, tls: .implicit, to: "friend@example.com"), "RCPT", "554 5.7.1"),
      ], on: server, [profile, "--grade", choice.isEmpty ? "1" : "2"] + choice + networks)
  }

  @Test(
    "the scanner's port on Dovecot 2.4 and Postfix 3.10 as Debian installs them",
    arguments: [(1, "250", "530", "530"), (2, "250", "250", "554"), (4, "503", "503", "250")])
  func printerOfTrixie(grade: Int, tls: String, plain: String, relay: String) async throws {
    guard DebianRoot.trixie.isAvailable() else { return }
    let base64 = Self.stockUser.base64
    let said = grade == 4 ? "AUTH" : "RCPT"
    let cases = [
      Case(
        .submission(
          "tls", port: 2525, tls: .starttls, options: "-tls1 -cipher AES128-SHA@SECLEVEL=0", hello: "scanner",
          base64User: base64), said, tls),
      Case(.submission("plain", port: 2525, tls: .none, hello: "scanner", base64User: base64), said, plain),
      Case(.smtp("relay", port: 2525, hello: "scanner"), "RCPT", relay),
      Case(
        .smtp("outside", from: .outside, port: 2525, hello: "pc3.example.net"), "RCPT",
        grade == 1 ? "530" : "554 5.7.1"),
      Self.noRelay,
    ]
    try await check(
      cases, on: try await RealServer.stock(.trixie),
      ["legacy-printer", "--grade", "\(grade)", "--set", "networks=192.0.2.64/27", "--set", "port=2525"])
  }

  @Test(
    "a scanner sends through its own port from its own network, by grade",
    arguments: [
      (1, ["tls": "250", "plain": "530", "local": "530", "relay": "530"]),
      (2, ["tls": "250", "plain": "250", "local": "554", "relay": "554"]),
      (3, ["tls": "504", "plain": "504", "local": "250", "relay": "554"]),
      (4, ["tls": "504", "plain": "504", "local": "250", "relay": "250"]),
    ])
  func printer(grade: Int, wanted: [String: String]) async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    // Firmware of that age does RSA key exchange only.
    let options = "-tls1 -cipher AES128-SHA@SECLEVEL=0"
    let base64 = Self.sampleUser.base64
    let sessions: [ClientSession] = [
      .submission("tls", port: 2525, tls: .starttls, options: options, hello: "scanner", base64User: base64),
      .submission("plain", port: 2525, tls: .none, hello: "scanner", base64User: base64),
      .smtp("local", port: 2525, hello: "scanner", to: "sales@example.net"),
      .smtp("relay", port: 2525, hello: "scanner"),
    ]
    let cases = sessions.map { session in
      // A service without AUTH refuses the very command.
      let isRefusedEarly = wanted[session.name] == "504"
      return Case(
        session, isRefusedEarly ? "AUTH" : "RCPT", isRefusedEarly ? "503" : wanted[session.name] ?? "never")
    }
    let outside = [
      Case(
        .smtp("outside", from: .outside, port: 2525, hello: "pc3.example.net", to: "sales@example.net"), "RCPT",
        grade == 1 ? "530" : "554 5.7.1"),
      Self.noRelay,
    ]
    let server = try await RealServer.sample("windows-live-mail-2012", on: .bookworm)
    try await check(
      cases + outside, on: server,
      ["legacy-printer", "--grade", "\(grade)", "--set", "networks=192.0.2.64/27", "--set", "port=2525"])
  }

  @Test("old telephones and Macs read and send with TLS 1.0 and an address for a name")
  func apple() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let user = Self.stockUser
    let old = ClientSession.oldTLS
    let cases = [
      Case(.imap("imaps", from: .outside, port: 993, tls: .implicit, options: old, user: user.name), "a LOGIN", "a OK"),
      Case(.imap("starttls", port: 143, tls: .starttls, options: old, user: user.name), "a LOGIN", "a OK"),
      Case(.imap("plain", user: user.name), "a LOGIN", "a NO"),
      Case(
        .submission(
          "587", from: .outside, port: 587, tls: .starttls, options: old, hello: "[10.0.0.7]", base64User: user.base64),
        "AUTH LOGIN", "334"),
      Self.noRelay,
    ]
    let server = try await RealServer.stock(.bookworm)
    try await check(cases, on: server, ["old-apple-and-android", "legacy-outlook", "--grade", "2"])
  }

  @Test("submission needs TLS and a password, asks nothing of the name, and relays for nobody else")
  func submission() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let user = Self.sampleUser
    let cases = [
      Case(.submission("587", from: .outside, port: 587, tls: .starttls, base64User: user.base64), "RCPT", "250"),
      Case(.submission("465", from: .outside, port: 465, tls: .implicit, base64User: user.base64), "RCPT", "250"),
      Case(.submission("587-plain", port: 587, tls: .none, base64User: user.base64), "AUTH", "530"),
      Case(.smtp("587-stranger", port: 587, tls: .starttls, to: "sales@example.net"), "RCPT", "554 5.7.1"),
      Case(.smtp("465-stranger", port: 465, tls: .implicit, to: "sales@example.net"), "RCPT", "554 5.7.1"),
      Case(.submission("25-auth", port: 25, tls: .starttls, base64User: user.base64), "AUTH", "503"), Self.noRelay,
    ]
    let server = try await RealServer.sample("windows-live-mail-2012", on: .bookworm)
    try await check(cases, on: server, ["submission-done-right"])
  }

  @Test("Mozilla's levels let in what they name and nothing older", arguments: [DebianRoot.bookworm, .trixie])
  func levels(root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let user = Self.stockUser
    func imaps(_ name: String, _ options: String) -> ClientSession {
      .imap(name, port: 993, tls: .implicit, options: options, user: user.name)
    }
    func submission(_ name: String, _ options: String) -> ClientSession {
      .submission(name, port: 587, tls: .starttls, options: options, base64User: "c2FsZXM=")
    }
    let plain = [
      Case(.imap("plain", user: user.name), "a LOGIN", "a NO"), Case(.pop3("pop3", user: user.name), "PASS", "-ERR"),
    ]
    let (tls13, tls12, tls11) = ("-tls1_3", "-tls1_2", "-tls1_1 -cipher DEFAULT@SECLEVEL=0")
    let cbc = "-tls1_2 -cipher ECDHE-RSA-AES128-SHA"
    let modern = [
      Case(imaps("13", tls13), "a LOGIN", "a OK"), Case(imaps("12", tls12), "a LOGIN", "(closed)"),
      Case(submission("587-13", tls13), "AUTH LOGIN", "334"),
      Case(submission("587-12", tls12), "AUTH LOGIN", "(closed)"),
      Case(.smtp("25-12", port: 25, tls: .starttls, options: tls12, hello: "pc3.example.net"), "MAIL", "250"),
    ]
    try await check(
      modern + plain, on: try await RealServer.stock(root), ["modern-only", "submission-done-right", "legacy-outlook"])
    let intermediate = [
      Case(imaps("13", tls13), "a LOGIN", "a OK"), Case(imaps("12", tls12), "a LOGIN", "a OK"),
      Case(imaps("11", tls11), "a LOGIN", "(closed)"), Case(imaps("cbc", cbc), "a LOGIN", "(closed)"),
      Case(submission("587-12", tls12), "AUTH LOGIN", "334"),
      Case(submission("587-11", tls11), "AUTH LOGIN", "(closed)"),
      Case(submission("587-cbc", cbc), "AUTH LOGIN", "(closed)"),
    ]
    try await check(
      intermediate + plain, on: try await RealServer.stock(root),
      ["intermediate", "submission-done-right", "legacy-outlook"])
  }

  @Test("port 25 refuses bare names and unanswerable senders of strangers, and takes honest servers' mail")
  func inbound() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    func smtp(_ name: String, _ lines: [String]) -> ClientSession {
      ClientSession(name: name, place: .outside, port: 25, protocol: "smtp", tls: .none, lines: lines)
    }
    let local = "RCPT TO:<sales@vm>"
    let cases = [
      Case(smtp("bare", ["EHLO FRONTDESK", "MAIL FROM:<friend@example.com>", local]), "RCPT", "504 5.5.2"),
      Case(smtp("honest", ["EHLO mx.example.com", "MAIL FROM:<friend@example.com>", local]), "RCPT", "250"),
      Case(smtp("sender", ["EHLO mx.example.com", "MAIL FROM:<x@nowhere.invalid>", local]), "RCPT", "450 4.1.8"),
      Case(smtp("no-hello", ["MAIL FROM:<friend@example.com>"]), "MAIL", "503"),
      Case(smtp("vrfy", ["EHLO mx.example.com", "VRFY sales"]), "VRFY", "502"), Self.noRelay,
    ]
    try await check(cases, on: try await RealServer.stock(.bookworm), ["hardened-inbound"])
  }
}
