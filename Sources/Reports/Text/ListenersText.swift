package import MailServer
internal import SettingsGraph
internal import SourceText

/// `587  submission  all  public  STARTTLS required  inside TLS: plain login  postfix submission/inet`, one line each.
package enum ListenersText {
  package static func write(_ listeners: Listeners, _ links: Links, of server: MailServer, to output: inout TextOutput)
  {
    for configuration in server.configurations {
      output.line("# \(configuration.daemon) \(configuration.version.explanation)", .dim)
    }
    let rows = listeners.network.sorted { ($0.port ?? 0, $0.service) < ($1.port ?? 0, $1.service) }
    table(rows.map { cells($0, server) }, to: &output)
    let sockets = listeners.open.filter { $0.socket != nil && $0.span != nil }
    if !sockets.isEmpty {
      output.line()
      table(sockets.map { socketCells($0, server) }, to: &output)
    }
    restrictions(rows, server, to: &output)
    let shared = SharedThings(of: server)
    guard !links.all.isEmpty || !shared.isEmpty else { return }
    output.line()
    for link in links.all { output.line(sentence(link, server)) }
    for line in shared.lines(of: server) { output.line(line) }
  }

  /// What each smtpd asks before it takes mail, in the order of its asking. Lists of services that are the same are
  /// told once.
  private static func restrictions(_ rows: [Listener], _ server: MailServer, to output: inout TextOutput) {
    var order: [[String]] = []
    var services: [[String]: [String]] = [:]
    for listener in rows {
      let lists = listener.stages.filter { !$0.value.isEmpty }.map { restriction($0, server) }
      guard !lists.isEmpty else { continue }
      if services[lists] == nil { order.append(lists) }
      services[lists, default: []].append(listener.port.map(String.init) ?? listener.service)
    }
    for lists in order {
      output.line()
      output.line("restrictions on \(services[lists]?.joined(separator: ", ") ?? ""), in this order")
      for list in lists { output.line("  \(list)") }
    }
  }

  private static func restriction(_ stage: RestrictionStage, _ server: MailServer) -> String {
    let elements = stage.value.value.shown(in: server.files).split { $0 == " " || $0 == "\n" || $0 == "\t" }
    let place = stage.value.span.map(server.files.place) ?? "built-in"
    return "\(stage.kind.rawValue) = \(elements.joined(separator: " "))  # \(place)"
  }

  private static func cells(_ listener: Listener, _ server: MailServer) -> [String] {
    var (port, addresses) = ("", "")
    if case .network(let own, let number, let name) = listener.endpoint {
      port = number.map(String.init) ?? name
      addresses = own.joined(separator: ",")
    }
    return [
      port, listener.protocolName, addresses, exposure(listener), listener.tls.fact?.rawValue ?? unknown(listener.tls),
      logins(listener), origin(listener, server),
    ]
  }

  private static func exposure(_ listener: Listener) -> String {
    listener.exposure.fact?.rawValue ?? unknown(listener.exposure)
  }

  /// Who logs in, in a few words.
  private static func logins(_ listener: Listener) -> String {
    let logins = listener.logins
    guard logins.isOffered.fact != nil else { return unknown(logins.isOffered) }
    guard logins.isOffered.is(true) else { return "no logins" }
    let mechanisms = logins.mechanisms.fact?.joined(separator: " ") ?? unknown(logins.mechanisms)
    let when =
      switch logins.plaintextBeforeTLS.fact {
      case true?: "passwords without TLS"
      case false?: "inside TLS"
      case nil: unknown(logins.plaintextBeforeTLS)
      }
    return "\(when): \(mechanisms)\(logins.exceptions.isEmpty ? "" : ", with exceptions")"
  }

  private static func unknown<Fact>(_ decided: Decided<Fact>) -> String { "unknown (\(decided.missing ?? ""))" }

  private static func origin(_ listener: Listener, _ server: MailServer) -> String {
    let place = listener.span.map(server.files.place) ?? "built-in"
    let isNamed = listener.socket == nil && listener.name != listener.service
    let name = isNamed ? "\(listener.service)/\(listener.name)" : listener.service
    return "\(listener.daemon) \(name)  # \(place)"
  }

  private static func socketCells(_ listener: Listener, _ server: MailServer) -> [String] {
    guard let socket = listener.socket else { return [] }
    let mode = socket.mode.map { "0" + String($0, radix: 8) } ?? "mode unknown"
    let owner = "\(socket.user.isEmpty ? "root" : socket.user):\(socket.group.isEmpty ? "root" : socket.group)"
    return [socket.path, listener.protocolName, mode, owner, origin(listener, server)]
  }

  private static func sentence(_ link: Link, _ server: MailServer) -> String {
    let answer: String
    if let listener = link.listener {
      answer = "answered by \(listener.daemon) \(listener.service)"
    } else if let service = link.postfixService {
      answer = "answered by postfix \(service)"
    } else {
      answer = "answered by no listener of the two daemons"
    }
    let line = link.line.map { ", \($0.path.map { path in "\(path):\(link.line?.number ?? 1)" } ?? $0.table)" } ?? ""
    let place = link.from.span.map { "  # \(server.files.place(of: $0))\(line)" } ?? ""
    return "\(link.kind.rawValue): \(link.services.joined(separator: ", ")) -> \(link.target.text), \(answer)\(place)"
  }

  /// Columns as wide as their widest cell; the last is not filled up.
  private static func table(_ rows: [[String]], to output: inout TextOutput) {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    for row in rows {
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      output.line(cells.joined(separator: "  "))
    }
  }
}
