internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `mynetworks_style = subnet`
struct WholeSubnetTrusted: Rule {
  let page = RulePage(
    code: "DT0107", title: "The whole network of the machine may relay",
    problem: "mynetworks is computed from the interfaces, for their whole subnet or address class.",
    consequence:
      "At a hosting provider the neighbours in the same network are other customers; each of them may relay without a login.",
    fix: "Set mynetworks to the hosts that are yours, or mynetworks_style = host.",
    exceptions: "A network that is yours alone, behind a firewall.",
    sources: ["postconf(5), mynetworks_style", "COMPATIBILITY_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.postfix("mynetworks")?.isWritten == false, let style = server.postfix("mynetworks_style"),
      style.isWritten, ["subnet", "class"].contains(style.text)
    else { return [] }
    return server.listeners.mail.compactMap { listener in
      guard listener.isPublic, listener.stages.contains(where: { $0.contains("permit_mynetworks") }) else { return nil }
      return server.finding(
        style.text == "class" ? .warning : .note,
        "\(server.text(style)) lets every host of the machine's \(style.text) relay without a login.", style,
        at: listener, fix: .set("mynetworks_style", of: .postfix, to: "host", isSafe: false))
    }
  }
}
