package import MailServer
package import SettingsGraph

/// `name = value  # file:line`, one line a setting, below a comment that says which version was assumed.
package enum ShowText {
  package static func write(
    _ rows: [EffectiveRow], of server: MailServer, daemon: DaemonName? = nil, context: Context,
    to output: inout TextOutput
  ) {
    for configuration in server.configurations where daemon == nil || configuration.daemon == daemon {
      let own = rows.filter { $0.daemon == configuration.daemon }
      output.line("# \(configuration.daemon) \(configuration.version.explanation)", .dim)
      if !context.isEmpty { output.line("# for \(context.description)", .dim) }
      for row in own { write(row, of: server, to: &output) }
    }
  }

  private static func write(_ row: EffectiveRow, of server: MailServer, to output: inout TextOutput) {
    let value = row.value.shown(in: server.files, showingSecrets: output.style.showsSecrets)
      .replacing("\n", with: "\\n")
    let scope = server.graph.description(of: row.scope)
    var comment = "# " + server.placeText(of: row.winner)
    if !scope.isEmpty { comment += "  (\(scope))" }
    output.raw(Array(TextOutput.printable("\(row.name) = \(value)  ").utf8))
    output.line(comment, .dim)
  }
}
