/// `session pop3 192.0.2.80 110 pop3 none`: a mail program's side of one connection, line by line.
struct ClientSession: Sendable {
  enum TLS: String, Sendable {
    case none, starttls, implicit
  }

  /// Where a client stands: in the network that the plans name, or elsewhere.
  enum Place: String, Sendable {
    case inside = "192.0.2.80"
    case outside = "198.51.100.77"
  }

  let name: String
  let place: Place
  let port: Int
  let `protocol`: String
  let tls: TLS
  /// Of `openssl s_client`.
  var options = ""
  let lines: [String]

  /// As client.pl reads it.
  var text: String {
    "session \(name) \(place.rawValue) \(port) \(`protocol`) \(tls.rawValue)\n"
      + (options.isEmpty ? "" : "tls \(options)\n") + lines.map { "C \($0)\n" }.joined() + "end\n"
  }

  /// TLS 1.0, as Windows Vista, Windows 7 as delivered, iOS 9 and Android 4 have it.
  static let oldTLS = "-tls1 -cipher DEFAULT@SECLEVEL=0"

  // MARK: - What programs say

  /// USER and PASS, as Windows Live Mail and Outlook read mail.
  static func pop3(
    _ name: String, from place: Place = .inside, port: Int = 110, tls: TLS = .none, options: String = "",
    user: String
  ) -> ClientSession {
    ClientSession(
      name: name, place: place, port: port, protocol: "pop3", tls: tls, options: options,
      lines: ["USER \(user)", "PASS secret", "QUIT"])
  }

  static func imap(
    _ name: String, from place: Place = .inside, port: Int = 143, tls: TLS = .none, options: String = "",
    user: String
  ) -> ClientSession {
    ClientSession(
      name: name, place: place, port: port, protocol: "imap", tls: tls, options: options,
      lines: ["a LOGIN \(user) secret", "b LOGOUT"])
  }

  /// A message without a login.
  static func smtp(
    _ name: String, from place: Place = .inside, port: Int = 25, tls: TLS = .none, options: String = "",
    hello: String = "FRONTDESK", to recipient: String = "friend@example.com"
  ) -> ClientSession {
    ClientSession(
      name: name, place: place, port: port, protocol: "smtp", tls: tls, options: options,
      lines: ["EHLO \(hello)", "MAIL FROM:<sales@example.net>", "RCPT TO:<\(recipient)>", "QUIT"])
  }

  /// AUTH LOGIN, the only way of old Microsoft programs, and a message to another server.
  static func submission(
    _ name: String, from place: Place = .inside, port: Int, tls: TLS, options: String = "",
    hello: String = "FRONTDESK", base64User: String
  ) -> ClientSession {
    ClientSession(
      name: name, place: place, port: port, protocol: "smtp", tls: tls, options: options,
      lines: [
        "EHLO \(hello)", "AUTH LOGIN", base64User, "c2VjcmV0", "MAIL FROM:<sales@example.net>",
        "RCPT TO:<friend@example.com>", "QUIT",
      ])
  }
}

/// What was said in the sessions, and what the daemons have logged.
struct Transcript: Sendable {
  private var lines: [String: [String]] = [:]
  let log: String

  init(_ text: String) {
    var name = ""
    var log: [Substring] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("== ") {
        name = String(line.dropFirst(3))
      } else if name == "log" {
        log.append(line)
      } else {
        lines[name, default: []].append(String(line))
      }
    }
    self.log = log.joined(separator: "\n")
  }

  /// The last line of the answer to what the client said; what the server did instead where it said nothing.
  func answer(to said: String, in session: String) -> String {
    let lines = lines[session] ?? []
    guard let place = lines.firstIndex(where: { $0.hasPrefix("C \(said)") }) else {
      return lines.last.map { String($0.dropFirst(2)) } ?? "(not played)"
    }
    let answer = lines[(place + 1)...].prefix { $0.hasPrefix("S ") }
    return answer.last.map { String($0.dropFirst(2)) } ?? "(closed)"
  }

  /// Every line of the server's in a session.
  func answers(in session: String) -> [String] {
    (lines[session] ?? []).filter { $0.hasPrefix("S ") }.map { String($0.dropFirst(2)) }
  }
}
