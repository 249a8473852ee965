package import Planning

/// The list of profiles, and one profile on a page.
package enum ProfileText {
  package static func writeList(_ profiles: [Profile], to output: inout TextOutput) {
    let width = profiles.map(\.name.count).max() ?? 0
    for profile in profiles {
      output.line(profile.name + String(repeating: " ", count: width - profile.name.count) + "  " + profile.title)
    }
  }

  package static func write(_ profile: Profile, to output: inout TextOutput) {
    output.line("\(profile.name): \(profile.title)", .bold)
    output.line()
    output.paragraph(profile.audience, indent: 2)
    output.line()
    output.line("What it changes, each for you to accept or reject", .bold)
    for change in profile.changes {
      output.line("  \(change.id): \(change.title)")
      output.paragraph(change.reason, indent: 6)
      output.line("      wish: \(wish(change.wish))")
      output.line("      risk: \(change.risk.rawValue)", change.risk >= .high ? .red : nil)
      for weakened in change.weakens { output.paragraph("weakens: \(weakened)", indent: 6) }
      if let alternative = change.alternative { output.paragraph("instead: \(alternative)", indent: 6) }
    }
    list("What it cannot do", profile.limits, to: &output)
    list("How this is known", profile.sources, to: &output)
    output.line()
    output.line("dovetrail plan \(profile.name) -o \(profile.name).plan.toml", .cyan)
  }

  /// `ssl = yes`, `smtpd_helo_restrictions without reject_non_fqdn_helo_hostname`
  package static func wish(_ wish: Wish) -> String {
    switch wish {
    case .setting(let daemon, let alternatives):
      return alternatives.map { alternative in
        let line = alternative.versionLine.map { " (\(daemon) \($0))" } ?? ""
        return "\(alternative.setting) = \(alternative.value)\(line)"
      }.joined(separator: ", or ")
    case .withoutElement(let parameter, let element): return "\(parameter) without \(element)"
    case .service(let service):
      let options = service.options.map { " -o \($0.name)=\($0.value)" }.joined()
      return "service \(service.name)/\(service.type): \(service.command)\(options)"
    }
  }

  private static func list(_ title: String, _ sentences: [String], to output: inout TextOutput) {
    guard !sentences.isEmpty else { return }
    output.line()
    output.line(title, .bold)
    for sentence in sentences { output.paragraph(sentence, indent: 2) }
  }
}
