internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `alias_maps = hash:/etc/postfix/aliases` with `alias_database = hash:/etc/aliases`
struct AliasesNotRebuilt: Rule {
  let page = RulePage(
    code: "DT1113", title: "newaliases makes another file than the one that is read",
    problem: "alias_database, which newaliases rebuilds, has none of the files that alias_maps reads.",
    consequence: "Who edits the aliases and runs newaliases changes nothing.",
    fix: "Write the same file into both, or run postalias for the file of alias_maps.",
    exceptions: "Aliases that a program keeps, such as Mailman's.",
    sources: ["postconf(5), alias_database", "newaliases(1)"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let maps = server.postfix("alias_maps"), let database = server.postfix("alias_database"),
      maps.isWritten || database.isWritten
    else { return [] }
    let read = indexed(maps)
    let made = indexed(database)
    guard !read.isEmpty, !made.isEmpty, read.isDisjoint(with: made) else { return [] }
    // Two types of one file, one of them a default, are those of two versions.
    guard maps.isWritten && database.isWritten || paths(read).isDisjoint(with: paths(made)) else { return [] }
    return [
      server.finding(
        .warning,
        "newaliases makes \(made.sorted().joined(separator: ", ")), and alias_maps reads \(read.sorted().joined(separator: ", ")).",
        maps, besides: [database])
    ]
  }

  private func paths(_ names: Set<String>) -> Set<Substring> { Set(names.map { $0.drop { $0 != ":" } }) }

  private func indexed(_ value: EffectiveValue) -> Set<String> {
    let bytes = value.bytes
    let references = TableReference.all(in: bytes[...]).filter(\.isIndexed)
    return Set(references.map { "\($0.type):\($0.nameBytes.text)" })
  }
}
