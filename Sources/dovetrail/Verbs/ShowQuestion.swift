internal import Dovecot
internal import MailServer
internal import Postfix
internal import Reports
internal import SettingsGraph

/// `show dovecot ssl --protocol imap`: what is asked, as plain values.
struct ShowQuestion: Equatable {
  enum Style: String, CaseIterable {
    case list, native
  }

  var server = ServerChoice()
  var context = Context()
  var format = OutputFormat.text
  var showsSecrets = false
  /// A daemon's name, then settings.
  var names: [String] = []
  var all = false
  var style = Style.list
  var expand = false
  var services = false
  var serviceOptions = false

  var isOnlyForPostconf: Bool { expand || services || serviceOptions }

  var daemon: DaemonName? {
    switch names.first {
    case "dovecot": .dovecot
    case "postfix": .postfix
    default: nil
    }
  }

  func answer() throws {
    if names == ["listeners"] { return try writeListeners(server.readServer()) }
    let asked = daemon == nil ? names : Array(names.dropFirst())
    var mailServer = try server.readServer(
      daemon.map { [$0] } ?? [.dovecot, .postfix], readsNeighbours: false, fillsGraph: style != .native)
    let usage = ServerAnswer(mailServer)
    if style == .native {
      try writeNative(mailServer)
      leave(usage.status, keeping: mailServer)
    }
    if all { mailServer.addAllDefaults() }
    var rows: [EffectiveRow] = []
    if asked.isEmpty {
      rows = mailServer.effectiveRows(in: context.isEmpty ? nil : context, withDefaults: all)
    } else {
      rows = try rowsOf(asked, &mailServer, context)
    }
    switch format {
    case .text:
      Complaint.about(mailServer)
      var output = TextOutput(
        style: Standard.output.style(showsSecrets: showsSecrets), sink: { Standard.output.write($0) })
      ShowText.write(rows, of: mailServer, context: context, to: &output)
      Standard.output.write(output)
    case .json:
      Standard.output.write(
        ShowJSON.document(rows, of: mailServer, context: context, showingSecrets: showsSecrets))
    }
    leave(usage.status, keeping: mailServer)
  }

  /// `show listeners`
  private func writeListeners(_ mailServer: MailServer) throws {
    let listeners = Listeners(of: mailServer)
    let links = Links(of: mailServer, listeners)
    switch format {
    case .text:
      var output = TextOutput(style: Standard.output.style(showsSecrets: showsSecrets))
      ListenersText.write(listeners, links, of: mailServer, to: &output)
      Complaint.aboutErrors(mailServer)
      Standard.output.write(output)
    case .json:
      Standard.output.write(ListenersJSON.document(listeners, links, of: mailServer, showingSecrets: showsSecrets))
    }
    leave(ServerAnswer(mailServer).status, keeping: mailServer)
  }

  /// What was read stays until the program ends: to take it apart again takes a tenth of the time.
  private func leave(_ status: ExitStatus, keeping server: MailServer) -> Never {
    withExtendedLifetime(server) { status.leave() }
  }

  private func rowsOf(_ asked: [String], _ mailServer: inout MailServer, _ context: Context) throws -> [EffectiveRow] {
    var rows: [EffectiveRow] = []
    for name in asked {
      let text = daemon.map { "\($0):\(name)" } ?? name
      let setting = try Questions.find(text, in: &mailServer)
      rows += mailServer.rows(of: setting, in: context)
    }
    return rows
  }

  /// Where the daemon's own tool refuses the tree, its words go to standard error and the exit code is 3.
  private func writeNative(_ mailServer: MailServer) throws {
    let request = NativeRequest(
      all: all, expand: expand, services: services, serviceOptions: serviceOptions, context: context,
      showsSecrets: showsSecrets, names: Array(names.dropFirst()))
    Complaint.about(mailServer)
    if mailServer.isOnlyDoveconfsView(request, of: daemon ?? .dovecot) {
      Complaint.note(
        "This is the view of doveconf -f: where filters nest, the server takes other values, and it merges lists.",
        nextStep: "Leave --style native out for what the server does.")
    }
    switch mailServer.native(request, of: daemon ?? .dovecot) {
    case .output(let bytes): Standard.output.write(bytes)
    case .refusal(let message):
      Standard.error.write(Array("\(message)\n".utf8))
      throw ExitStatus.refusedByDaemon
    case nil: break
    }
  }
}
