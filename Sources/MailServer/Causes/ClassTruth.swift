internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `mydestination = $myhostname` and `virtual_mailbox_domains = mail.example.net`: a domain in two address classes is
/// in the first alone, and the tables of the other are never asked about it.
struct ClassTruth {
  let server: MailServer

  func implications(of resolution: Resolution) -> [Implication] {
    let name = server.graph.name(of: resolution.setting)
    guard server.graph[resolution.setting].daemon == .postfix, AddressClasses.Class(rawValue: name) != nil else {
      return []
    }
    return AddressClasses(of: server).overlaps.filter {
      $0.first.addressClass.rawValue == name || $0.second.addressClass.rawValue == name
    }.map { implication($0.domain, $0.first, $0.second, askedAbout: name) }
  }

  private func implication(
    _ domain: String, _ first: AddressClasses.Members, _ second: AddressClasses.Members, askedAbout name: String
  ) -> Implication {
    let tokens = written(first.value)
    let guilty = tokens.first { expanded($0) == domain }
    let through = guilty.flatMap { $0 == domain ? nil : ", through \($0)" } ?? ""
    let rest = tokens.filter { $0 != guilty }.joined(separator: ", ")
    return Implication(
      "\(domain) is in \(first.addressClass.rawValue)\(place(first.value))\(through), which comes first: \(second.addressClass.rawValue)\(place(second.value)) does nothing for it.",
      span: first.value.span, makesMoot: second.addressClass.rawValue == name,
      remedy: guilty.map { token in
        Remedy(
          "Take \(token) out of \(first.addressClass.rawValue) here.", at: first.value.span,
          .set(first.addressClass.rawValue, value: rest))
      })
  }

  private func place(_ value: EffectiveValue) -> String {
    value.span.map { " (\(server.files.place(of: $0)))" } ?? ""
  }

  /// The words of a list as they are written.
  private func written(_ value: EffectiveValue) -> [String] {
    let bytes = value.decidedBy.map { server.graph[$0].value.revealed(in: server.files) } ?? value.bytes[...]
    return Tokens.split(bytes).map { bytes[$0].text }
  }

  /// `$myhostname` as the domain that it stands for.
  private func expanded(_ token: String) -> String {
    guard token.first == "$" else { return token.lowercased() }
    let name = token.drop { $0 == "$" || $0 == "{" || $0 == "(" }.prefix { $0 != "}" && $0 != ")" }
    return server.value(of: String(name), of: .postfix)?.text.lowercased() ?? ""
  }
}
