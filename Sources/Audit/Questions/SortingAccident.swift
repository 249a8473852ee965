internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `99-own-ssl.conf` is read before `99-own.conf`, `100-own.conf` before `20-lmtp.conf`: names sort by bytes.
struct SortingAccident: Sendable {
  /// The beaten line stands in a file whose name says that it comes after the winner's.
  let isLikely: Bool
  let loser: String
  let winner: String

  init(_ beaten: BeatenAssignment, _ server: AuditedServer) {
    let files = server.server.files
    let (lost, won) = (files.path(of: beaten.lost.file), files.path(of: beaten.won.file))
    loser = Self.name(lost)
    winner = Self.name(won)
    let isSameDirectory = lost.dropLast(loser.count) == won.dropLast(winner.count)
    isLikely = isSameDirectory && loser != winner && Self.means(loser, after: winner)
  }

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private static func means(_ loser: String, after winner: String) -> Bool {
    let (a, b) = (stem(loser), stem(winner))
    if a.count > b.count, a.hasPrefix(b) { return true }
    guard let one = number(a), let other = number(b) else { return false }
    return one > other
  }

  private static func stem(_ name: String) -> Substring { name.prefix { $0 != "." } }

  private static func number(_ stem: Substring) -> Int? { Int(stem.prefix { $0.isASCII && $0.isNumber }) }
}
