internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `virtual_alias_maps = hash:virtual`
struct RelativeTablePath: Rule {
  let page = RulePage(
    code: "DT1107", title: "A table with a relative path",
    problem: "A table is named without its directory.",
    consequence:
      "Postfix looks for it below the queue directory and not beside main.cf; postmap -q from /etc/postfix finds it all the same.",
    fix: "Write the whole path, or $config_directory/ in front.", exceptions: "A table below the queue directory.",
    sources: ["run with Postfix 3.5, 3.7, 3.10 and 3.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.tables.all.compactMap { use in
      let name = use.reference.nameBytes
      guard use.reference.isFile, let first = name.first, first != ASCII.slash, first != ASCII.leftBrace,
        !name.contains(ASCII.dollar)
      else { return nil }
      let queue = server.postfix("queue_directory")?.text ?? "the queue directory"
      return server.finding(.error, "\(use.name) is looked for below \(queue), not beside main.cf.", use)
    }
  }
}
