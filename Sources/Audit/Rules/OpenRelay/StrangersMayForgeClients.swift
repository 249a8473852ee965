internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_authorized_xclient_hosts = 0.0.0.0/0`
struct StrangersMayForgeClients: Rule {
  let page = RulePage(
    code: "DT0108", title: "Strangers may say whose address they have",
    problem: "smtpd_authorized_xclient_hosts or smtpd_authorized_xforward_hosts holds a network of strangers.",
    consequence:
      "With XCLIENT a client names any address for its own, 127.0.0.1 too: it passes permit_mynetworks and every client check. With XFORWARD it forges the log.",
    fix: "List the content filter or proxy that needs it, by its address.",
    exceptions: "None.",
    sources: ["XCLIENT_README", "XFORWARD_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    let names = ["smtpd_authorized_xclient_hosts", "smtpd_authorized_xforward_hosts"]
    return server.listeners.mail.filter { !$0.exposure.is(.loopback) }.flatMap { listener in
      names.compactMap { name -> Finding? in
        guard let hosts = server.postfix(name, in: listener.context),
          TrustedNetworks(hosts).members.contains(where: \.isTooWide)
        else { return nil }
        return server.finding(
          .error, "\(server.text(hosts)) lets strangers claim any client address.", hosts, at: listener)
      }
    }
  }
}
