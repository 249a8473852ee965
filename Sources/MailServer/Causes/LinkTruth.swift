internal import Dovecot
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_path = private/auth` and a listener of Dovecot at another path: whether anybody answers where Postfix
/// calls, and lets it in.
struct LinkTruth {
  private let server: MailServer
  private let rights: SocketRights

  init(server: MailServer) {
    self.server = server
    rights = SocketRights(server)
  }

  func implications(of resolution: Resolution) -> [Implication] {
    let name = server.graph.name(of: resolution.setting)
    guard server.dovecot != nil, server.graph[resolution.setting].daemon == .postfix, Self.mayLink(name) else {
      return []
    }
    let listeners = Listeners(of: server)
    let links = Links(of: server, listeners).all.filter { link in
      link.from.name == name && isMeant(link, resolution.context)
    }
    let found = links.flatMap { link in
      link.listener == nil ? unanswered(link, listeners) : closed(link)
    }
    return (links.contains { $0.kind == .sasl || $0.kind == .lmtp || $0.listener != nil } ? notStarted : []) + found
  }

  private static func mayLink(_ name: String) -> Bool {
    name == "smtpd_sasl_path" || name.hasSuffix("_milters")
      || ["_transport", "transport_maps", "_restrictions"].contains { name.hasSuffix($0) }
  }

  private func isMeant(_ link: Link, _ context: Context) -> Bool {
    guard link.kind != .lmtp, let service = context.service else { return true }
    return link.services.contains { $0 == service || $0.hasPrefix("\(service)/") }
  }

  /// A Dovecot that refuses its own files listens nowhere.
  private var notStarted: [Implication] {
    guard let refused = server.dovecot?.diagnostics.first(where: \.isRefusedByDaemon) else { return [] }
    let span: SourceSpan? = if case .span(let span) = refused.place { span } else { nil }
    let place = span.map { " (\(server.files.place(of: $0)))" } ?? ""
    return [
      Implication(
        "Dovecot does not start, and answers nobody\(place): \(refused.message)", span: span, makesMoot: true,
        remedy: Remedy(refused.nextStep, at: span))
    ]
  }

  // MARK: - Nobody there

  private func unanswered(_ link: Link, _ listeners: Listeners) -> [Implication] {
    guard link.postfixService == nil, !isThere(link.target) else { return [] }
    guard link.kind == .sasl || link.kind == .lmtp, link.isOfThisMachine else { return [ofOthers(link, listeners)] }
    let unanswered = UnansweredRemedy(server, link, listeners)
    return [
      Implication(
        "\(calls(link)), and \(absence(link, unanswered))", span: link.from.span,
        // Of a table, the other lines still count.
        makesMoot: link.line == nil, remedy: unanswered.remedy)
    ]
  }

  /// A socket that the tree holds: a live system, where the program runs.
  private func isThere(_ target: Link.Target) -> Bool {
    guard case .socket(let path) = target else { return false }
    return server.tree.exists(TreePath(path))
  }

  /// A milter, a policy server, another machine.
  private func ofOthers(_ link: Link, _ listeners: Listeners) -> Implication {
    let near = link.kind == .policy ? listeners.open.first { $0.kind == .policy && $0.span != nil } : nil
    let hint = near.map { " Dovecot's \($0.service) listens at \(stated($0))." } ?? ""
    return Implication(
      "\(calls(link)); whether anybody answers there is not in the files of the two daemons.\(hint)",
      span: link.from.span, kind: .unknown)
  }

  /// `submission/inet calls /run/x`, with the line of the table that says so.
  private func calls(_ link: Link) -> String {
    let isOne = link.services.count == 1
    let jail = jail(of: link).map { "\(isOne ? "is" : "are") chrooted (\($0)) and " } ?? ""
    let services = "\(link.services.joined(separator: ", ")) \(jail)\(isOne ? "calls" : "call")"
    guard let line = link.line else { return "\(services) \(link.target.text)" }
    return "By \(line.path.map { "\($0):\(line.number)" } ?? line.table), \(services) \(link.target.text)"
  }

  /// The entry of a chrooted service whose absolute path leads below the queue directory.
  private func jail(of link: Link) -> String? {
    guard link.line == nil, link.isWrittenFromRoot(below: rights.queueDirectory),
      let service = server.postfix?.services.last(where: { link.services.contains($0.name) && $0.isChrooted })
    else { return nil }
    return server.files.place(of: service.span)
  }

  private func absence(_ link: Link, _ unanswered: UnansweredRemedy) -> String {
    if let closed = unanswered.closed {
      let cause = closed.isOpen.by.first.map { "\($0.name) = \($0.text)" } ?? "the configuration"
      return "\(cause) leaves the listener there (\(closed.span.map(server.files.place) ?? "built-in")) closed."
    }
    let others = unanswered.others
    // Of many lines of a table, each would tell the same.
    return "Dovecot has no listener there."
      + (others.isEmpty || link.line != nil ? "" : " It has \(others.prefix(3).map(stated).joined(separator: ", ")).")
  }

  private func stated(_ listener: Listener) -> String {
    listener.place + (listener.span.map { " (\(server.files.place(of: $0)))" } ?? "")
  }

  // MARK: - Somebody there who does not open

  private func closed(_ link: Link) -> [Implication] {
    guard let listener = link.listener, let socket = listener.socket else { return [] }
    let owner = rights.mailOwner
    if !rights.letsPostfixIn(socket) {
      let user = socket.user.isEmpty ? "root" : socket.user
      let mode = String(socket.mode ?? 0, radix: 8)
      return [
        Implication(
          "\(stated(listener)) belongs to \(user) with mode 0\(mode), and Postfix calls as \(owner): it may not.",
          span: listener.span, makesMoot: link.line == nil,
          remedy: Remedy("Write `user = \(owner)` and `mode = 0660` in that unix_listener.", at: listener.span))
      ]
    }
    guard let (directory, status) = rights.closedDirectory(above: socket) else { return [] }
    return [
      Implication(
        "\(stated(listener)) stands below \(directory), which has mode 0\(String(status.mode, radix: 8)) and keeps \(owner) out.",
        span: listener.span, makesMoot: link.line == nil,
        remedy: Remedy(
          "Move the socket below the queue directory, or let \(owner) search the directory: `chmod o+x \(directory)`.",
          at: nil))
    ]
  }
}

extension Listener {
  /// A socket for other programs; what Dovecot keeps for itself (`auth-master`, `login/login`) is none.
  var isForClients: Bool { span != nil }
}
