internal import Audit
internal import MailServer
internal import SourceText

/// The words for a finding's places that every format shares.
struct FindingPlaces {
  let server: AuditedServer

  /// `/etc/postfix/main.cf:12`; a file alone; or `built-in default`.
  func text(_ place: Finding.Place) -> String {
    if let span = place.span { return server.server.files.place(of: span) }
    return place.path ?? "built-in default"
  }

  func path(_ place: Finding.Place) -> String? {
    place.span.map { server.server.files.path(of: $0.file) } ?? place.path
  }

  func position(_ place: Finding.Place) -> SourcePosition? { place.span.map { server.server.files.position(of: $0) } }

  /// `smtpd_forbid_bare_newline = normalize`, one for each change of a fix.
  static func changes(_ fix: Fix) -> [String] {
    fix.changes.map { change in
      switch change {
      case .set(let daemon, let setting, let value, let service):
        "\(daemon): \(setting) = \(value)\(service.map { " for \($0)" } ?? "")"
      case .addElement(let parameter, let element, let others):
        "put \(element) into \(parameter), before \(others.joined(separator: ", "))"
      case .removeElement(let parameter, let element): "take \(element) out of \(parameter)"
      }
    }
  }
}
