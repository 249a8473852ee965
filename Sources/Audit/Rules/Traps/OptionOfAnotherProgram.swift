internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `  -o slow_destination_rate_delay=1s` on the transport slow
struct OptionOfAnotherProgram: Rule {
  let page = RulePage(
    code: "DT1209", title: "An option for a program that does not read it",
    problem: "A service of master.cf has an option whose parameter its program never reads.",
    consequence:
      "The option does nothing, and postconf -P shows it all the same; the program that reads it asks main.cf.",
    fix: "Write the parameter into main.cf, and remove the option.",
    exceptions: "An option that another option of the same service takes in by its $name; such are not told.",
    sources: ["master(5)", "postconf(5) of each program", "run with Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let postfix = server.postfix else { return [] }
    return postfix.services.filter(\.isEnabled).flatMap { service in
      service.options.compactMap { option -> Finding? in
        guard let readers = postfix.readers(of: Array(option.name.utf8)[...], besides: service.command),
          !service.options.contains(where: { $0.value.contains("$") && $0.value.contains(option.name) })
        else { return nil }
        return Finding(
          server.postfix(option.name)?.text == option.value ? .note : .warning,
          "\(service.command) does not read \(option.name), so the option of \(service.name) does nothing; \(readers.joined(separator: ", ")) read\(readers.count == 1 ? "s" : "") it from main.cf.",
          at: [Finding.Place(option.name, at: option.span)])
      }
    }
  }
}
