internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `-o smtpd_client_restrictions=$mua_client_restrictions without that name in main.cf`
struct ListFromUndefinedName: Rule {
  let page = RulePage(
    code: "DT0210", title: "A list is empty because its name is not defined",
    problem: "A restriction list is written as a name of main.cf that main.cf does not define.",
    consequence: "The list is empty: what the name should have refused is accepted. Postfix says nothing at run time.",
    fix: "Define the name in main.cf, or write the list where the name stands.",
    exceptions: "None.",
    sources: ["run with Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      listener.stages.compactMap { stage in
        guard stage.value.isEmpty, let name = undefinedName(in: stage.value, server) else { return nil }
        var finding = server.finding(
          .warning, "main.cf does not define \(name), so that \(stage.kind.rawValue) is empty.", stage.value,
          at: listener)
        finding.places.insert(Finding.Place(name, at: nil, path: mainFile(server)), at: 0)
        return finding
      }
    }
  }

  private func mainFile(_ server: AuditedServer) -> String? {
    server.postfix.map { $0.directory.appending("main.cf".utf8).description }
  }

  /// The first name in the value as it is written that nothing assigns and Postfix does not know.
  private func undefinedName(in value: EffectiveValue, _ server: AuditedServer) -> String? {
    guard let id = value.decidedBy, let postfix = server.postfix else { return nil }
    let written = server.server.graph[id].value.revealed(in: server.server.files)
    return MacroReferences(in: written, dialect: postfix.values.dialect).names.first { name in
      postfix.values.value(of: name) == nil
    }?.text
  }
}
