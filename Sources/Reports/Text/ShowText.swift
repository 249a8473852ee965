package import MailServer
package import SettingsGraph

/// `name = value  # file:line`, one line a setting, below a comment that says which version was assumed.
package enum ShowText {
  package static func write(
    _ rows: [EffectiveRow], of server: MailServer, daemon: DaemonName? = nil, context: Context,
    to output: inout TextOutput
  ) {
    for configuration in server.configurations where daemon == nil || configuration.daemon == daemon {
      output.line("# \(configuration.daemon) \(configuration.version.explanation)", .dim)
      if !context.isEmpty { output.line("# for \(context.description)", .dim) }
      for row in rows where row.daemon == configuration.daemon { write(row, of: server, to: &output) }
    }
  }

  private static func write(_ row: EffectiveRow, of server: MailServer, to output: inout TextOutput) {
    var value = row.value.shown(in: server.files, showingSecrets: output.style.showsSecrets)
    if value.utf8.contains(0x0A) { value = value.replacing("\n", with: "\\n") }
    let scope = server.graph.description(of: row.scope)
    var comment = "# " + server.placeText(of: row.winner)
    if !scope.isEmpty { comment += "  (\(scope))" }
    output.text(row.name)
    output.text(" = ")
    output.text(value)
    output.text("  ")
    output.line(comment, .dim)
  }
}
