internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `@example.net  info@example.net in virtual_alias_maps`
struct CatchAllAddress: Rule {
  let page = RulePage(
    code: "DT0406", title: "A domain takes mail for every address",
    problem: "A key of the form @DOMAIN in virtual_alias_maps sends every address of a domain somewhere.",
    consequence:
      "All spam to guessed addresses is delivered; where the target is another server, it is forwarded there in your name.",
    fix: "List the addresses that exist.",
    exceptions: "A mailbox that is meant to get everything, kept on this server.",
    sources: ["virtual(5)", "BACKSCATTER_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let maps = server.postfix("virtual_alias_maps"), maps.isWritten else { return [] }
    let keys = maps.words.flatMap { word -> [String] in
      guard case .keyed(let table) = server.open(word)?.table else { return [] }
      return table.pairs.filter { $0.key.first == ASCII.at && !isItself($0) }.map(\.key.text)
    }
    guard let first = keys.first else { return [] }
    let count = keys.count == 1 ? first : "\(first) and \(keys.count - 1) more"
    return [server.finding(.note, "\(count) in virtual_alias_maps takes mail for every address.", maps)]
  }

  /// `@a.example @b.example` only renames the domain; what does not exist there is refused.
  private func isItself(_ pair: (key: [UInt8], value: [UInt8])) -> Bool {
    pair.value.first == ASCII.at
  }
}
