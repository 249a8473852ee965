internal import Dovecot
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_path = private/auth` and a listener of Dovecot at another path: whether anybody answers where Postfix
/// calls, and lets it in.
struct LinkTruth {
  let server: MailServer

  func implications(of resolution: Resolution) -> [Implication] {
    let name = server.graph.name(of: resolution.setting)
    guard server.dovecot != nil, server.graph[resolution.setting].daemon == .postfix,
      name == "smtpd_sasl_path" || name.hasSuffix("_transport")
    else { return [] }
    let listeners = Listeners(of: server)
    let links = Links(of: server, listeners).all.filter { link in
      link.from.name == name && isMeant(link, resolution.context) && (link.kind == .sasl || link.kind == .lmtp)
    }
    guard !links.isEmpty else { return [] }
    return notStarted(server)
      + links.flatMap { link in
        link.isAnswered ? closed(link) : [unanswered(link, listeners, resolution)]
      }
  }

  private func isMeant(_ link: Link, _ context: Context) -> Bool {
    guard link.kind == .sasl, let service = context.service else { return true }
    return link.services.contains { $0 == service || $0.hasPrefix("\(service)/") }
  }

  /// A Dovecot that refuses its own files listens nowhere.
  private func notStarted(_ server: MailServer) -> [Implication] {
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

  private func unanswered(_ link: Link, _ listeners: Listeners, _ resolution: Resolution) -> Implication {
    let services = link.services.joined(separator: ", ")
    let others = listeners.open.filter { other in
      other.daemon == .dovecot && other.kind == (link.kind == .sasl ? .auth : .lmtp) && other.socket != nil
        && isForClients(other)
    }
    let near = others.first { $0.socket.map { insideQueue($0.path) != nil } ?? false }
    let there = others.isEmpty ? "" : " It has \(others.prefix(3).map(stated).joined(separator: ", "))."
    return Implication(
      "\(services) calls \(link.target.text), and Dovecot has no listener there.\(there)", span: link.from.span,
      makesMoot: true, remedy: remedy(link, near))
  }

  /// Sockets for other programs; what Dovecot keeps for itself (`auth-master`, `login/login`) is none.
  private func isForClients(_ listener: Listener) -> Bool { listener.span != nil }

  private func stated(_ listener: Listener) -> String {
    listener.place + (listener.span.map { " (\(server.files.place(of: $0)))" } ?? "")
  }

  private func remedy(_ link: Link, _ near: Listener?) -> Remedy {
    if let path = near?.socket.flatMap({ insideQueue($0.path) }) {
      let value = link.kind == .sasl ? path : "lmtp:unix:\(path)"
      return .set(link.from.name, to: value, at: link.from.span)
    }
    let service = link.kind == .sasl ? "auth" : "lmtp"
    return Remedy(
      "Write `unix_listener \(link.target.text) { mode = 0660  user = postfix  group = postfix }` in Dovecot's service \(service).",
      at: nil)
  }

  /// `private/auth` of a path below the queue directory.
  private func insideQueue(_ path: String) -> String? {
    let queue = (server.value(of: "queue_directory", of: .postfix)?.text ?? "/var/spool/postfix") + "/"
    return path.hasPrefix(queue) ? String(path.dropFirst(queue.count)) : nil
  }

  // MARK: - Somebody there who does not open

  /// The processes that call run as `mail_owner`.
  private func closed(_ link: Link) -> [Implication] {
    guard let listener = link.listener, let socket = listener.socket, let mode = socket.mode else { return [] }
    let owner = server.value(of: "mail_owner", of: .postfix)?.text ?? "postfix"
    let isOpen =
      mode & 0o006 == 0o006 || socket.user == owner && mode & 0o600 == 0o600
      || socket.group == owner && mode & 0o060 == 0o060
    guard !isOpen else { return [] }
    let user = socket.user.isEmpty ? "root" : socket.user
    return [
      Implication(
        "\(stated(listener)) belongs to \(user) with mode 0\(String(mode, radix: 8)), and Postfix calls as \(owner): it may not.",
        span: listener.span, makesMoot: true,
        remedy: Remedy("Write `user = \(owner)` and `mode = 0660` in that unix_listener.", at: listener.span))
    ]
  }
}
