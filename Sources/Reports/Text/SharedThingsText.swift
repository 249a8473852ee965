internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `certificate: /etc/ssl/mail.pem, by postfix smtpd_tls_cert_file and dovecot ssl_cert`, one line each.
extension SharedThings {
  func lines(of server: MailServer) -> [String] {
    func place(_ value: EffectiveValue) -> String { value.span.map(server.files.place) ?? "built-in" }
    let shared = files.map { file in
      let uses = file.uses.map { "\($0.daemon) \($0.name)" }.joined(separator: " and ")
      return "\(file.role.rawValue): \(file.path), by \(uses)  # \(file.uses.map(place).joined(separator: ", "))"
    }
    let domains = overlaps.map { overlap in
      let (first, second) = (overlap.first, overlap.second)
      return
        "domain: \(overlap.domain) is in \(first.addressClass.rawValue) and in \(second.addressClass.rawValue), and the first counts  # \(place(first.value)), \(place(second.value))"
    }
    let sizes = limits.map { exceeded in
      "size: \(exceeded.message.name) = \(exceeded.messageSize) is above \(exceeded.limit.name) = \(exceeded.bound)  # \(place(exceeded.message)), \(place(exceeded.limit))"
    }
    return shared + domains + sizes
  }
}
