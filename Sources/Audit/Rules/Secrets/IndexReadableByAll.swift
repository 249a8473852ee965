internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `-rw-r--r-- sasl_passwd.db` beside `-rw------- sasl_passwd`
struct IndexReadableByAll: Rule {
  let page = RulePage(
    code: "DT0902", title: "The index of a closed table is open",
    problem: "A table's source can be read by few, and the index that postmap made of it by all.",
    consequence: "The index holds the same keys and values: whoever may not read the one reads the other.",
    fix:
      "chmod the index like its source. postmap gives a new index the rights of the source, an old one keeps its own.",
    exceptions: "None.",
    sources: ["postmap(1), -o", "run with Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.distinctTables.compactMap { use in
      guard use.reference.isIndexed, let source = use.path, let closed = server.status(of: source),
        !closed.isReadableByAll
      else { return nil }
      let index = use.reference.openedFile(for: source)
      guard let open = server.status(of: index), open.isReadableByAll else { return nil }
      return Finding(
        .warning, "\(index) is readable by every user (\(open.modeText)), and \(source) is not (\(closed.modeText)).",
        at: [Finding.Place(use.value.name, at: nil, path: index.description), server.place(use.value)])
    }
  }
}
