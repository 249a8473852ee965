package import Planning
internal import SettingsGraph

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
    write(profile.parameters, to: &output)
    write(gradesOf: profile, to: &output)
    output.line()
    output.line("What it changes, each for you to accept or reject", .bold)
    for change in profile.changes { write(change, of: profile, to: &output) }
    list("What it cannot do", profile.limits, to: &output)
    list("How this is known", profile.sources, to: &output)
    output.line()
    output.line(command(for: profile), .cyan)
  }

  private static func write(_ parameters: [Parameter], to output: inout TextOutput) {
    guard !parameters.isEmpty else { return }
    output.line()
    output.line("What it asks (--set NAME=VALUE)", .bold)
    for parameter in parameters {
      let usual = parameter.defaultValue.map { value in
        value.joined().isEmpty ? "usually empty" : "usually \(value.joined(separator: ","))"
      }
      output.line("  \(parameter.name): \(parameter.title)")
      output.paragraph("\(parameter.expectation); \(usual ?? "must be given where it is used")", indent: 6)
    }
  }

  private static func write(gradesOf profile: Profile, to output: inout TextOutput) {
    guard !profile.grades.isEmpty else { return }
    output.line()
    output.line("How far the server bends (--grade N), from the least weakening to the most", .bold)
    for (index, grade) in profile.grades.enumerated() {
      output.line("  \(index + 1)  \(grade.title)")
      output.paragraph(grade.cost, indent: 6)
      output.paragraph("proposes: " + profile.changes(at: index + 1).map(\.id).joined(separator: ", "), indent: 6)
    }
    let usual = profile.changes(at: nil).map(\.id).joined(separator: ", ")
    output.paragraph("Without --grade it proposes: \(usual)", indent: 2)
  }

  private static func write(_ change: ProfileChange, of profile: Profile, to output: inout TextOutput) {
    output.line("  \(change.id): \(change.title)")
    output.paragraph(change.reason, indent: 6)
    for wish in change.wishes { output.paragraph("wish: \(WishText.sentence(wish))", indent: 6) }
    output.line("      risk: \(change.risk.rawValue)", change.risk >= .high ? .red : nil)
    for weakened in change.weakens { output.paragraph("weakens: \(weakened)", indent: 6) }
    if let affects = change.affects { output.paragraph("affects: \(affects)", indent: 6) }
    if !change.needs.isEmpty { output.line("      needs: \(change.needs.joined(separator: ", "))") }
    if !change.grades.isEmpty {
      output.line("      grades: \(change.grades.map(String.init).joined(separator: ", "))")
    }
    if let condition = change.condition {
      output.line("      only with --set \(condition.parameter)=\(condition.value)")
    }
    if let alternative = change.alternative { output.paragraph("instead: \(alternative)", indent: 6) }
    if let verification = change.verification { output.paragraph("to see it: \(verification)", indent: 6) }
  }

  private static func command(for profile: Profile) -> String {
    let settings = profile.parameters.filter { $0.defaultValue == nil }.map { " --set \($0.name)=…" }.joined()
    return "dovetrail plan \(profile.name)\(profile.grades.isEmpty ? "" : " --grade N")\(settings)"
      + " -o \(profile.name).plan.toml"
  }

  private static func list(_ title: String, _ sentences: [String], to output: inout TextOutput) {
    guard !sentences.isEmpty else { return }
    output.line()
    output.line(title, .bold)
    for sentence in sentences { output.paragraph(sentence, indent: 2) }
  }
}

/// `ssl = yes`, `smtpd_helo_restrictions without reject_non_fqdn_helo_hostname`
package enum WishText {
  package static func sentence(_ wish: Wish) -> String {
    let versions = wish.versions.text.isEmpty ? "" : " (\(wish.daemon) \(wish.versions.text))"
    switch wish {
    case .setting(let wish):
      let place = wish.scope.isGlobal ? "" : " in \(wish.scope.description)"
      return "\(wish.setting) = \(wish.value)\(place)\(versions)"
    case .element(let wish):
      let place = wish.before.isEmpty ? "" : " before \(wish.before.joined(separator: ", "))"
      return "\(wish.setting) with \(wish.element)\(place)\(versions)"
    case .withoutElement(let wish): return "\(wish.setting) without \(wish.element)\(versions)"
    case .closedPort(let wish): return "\(wish.daemon) does not listen on port \(wish.port)"
    case .service(let service):
      let options = service.options.map { " -o \($0.name)=\($0.value)" }.joined()
      return "service \(service.name)/\(service.type): \(service.command)\(options)"
    }
  }
}
