internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// A change tried on the server: what its edits do in effect, or why they do not do what was wished.
struct Trial {
  /// Why a change cannot be offered.
  struct Failure: Error {
    let text: String
  }

  let after: ChangedServer
  let effects: [EffectiveChange]
  let listeners: [ListenerEffect]

  /// - Parameter base: the server with the changes that this one stands on: what it does is told as what comes on top.
  init(of wished: [Wish], _ edits: [SourceEdit], on base: ChangedServer) throws(Failure) {
    var changed = base
    guard changed.make(edits) else { throw Failure(text: "Two of its edits change the same bytes.") }
    if let refusal = Refusals.new(in: changed.server, besides: base.server) {
      throw Failure(text: "The daemon would refuse the changed files: \(refusal)")
    }
    let differences = EffectiveDifference.changes(from: base.server, to: changed.server)
    let wishes = ChangeFulfilment.meant(wished, on: base.server)
    let meaning = WishMeaning(wishes, on: changed.server)
    if let stray = differences.first(where: { !meaning.covers($0) }) {
      throw Failure(text: "The edit would also change \(stray.daemon) \(stray.name).")
    }
    if let open = wishes.first(where: { !WishFulfilment(of: $0, on: changed.server).isSettled }) {
      throw Failure(text: Self.whatDecides(open, on: changed))
    }
    let listening = ListenerDifference(from: base.server, to: changed.server)
    if let quarrel = listening.quarrels.first { throw Failure(text: "It cannot run: \(quarrel).") }
    after = changed
    effects = differences
    listeners = listening.effects(for: wishes)
  }

  /// `/etc/dovecot/dovecot.conf:9 (required) decides, not /etc/dovecot/conf.d/99-dovetrail.conf:1. …`
  private static func whatDecides(_ wish: Wish, on changed: ChangedServer) -> String {
    let general = "No edit of the files makes it so: another scope or file still decides."
    var server = changed.server
    guard case .setting(let wish) = wish, wish.scope.service == nil,
      let setting = try? server.find(SettingQuestion("\(wish.daemon):\(wish.setting)")),
      let context = ConnectionContexts(wish.scope, server).all.first,
      let resolution = server.resolution(of: setting, in: context), let winner = resolution.winner,
      let span = server.graph[winner].origin.span
    else { return general }
    let value = server.graph[winner].value.shown(in: server.files)
    let decides = "\(server.files.place(of: span)) (\(value)) decides"
    let beaten = resolution.beaten.last { beaten in
      guard let span = server.graph[beaten.assignment].origin.span else { return false }
      return server.graph[beaten.assignment].value.revealed(in: server.files).elementsEqual(wish.value.utf8)
        && changed.contents.keys.contains { $0.description == server.files.path(of: span.file) }
    }
    guard let beaten, let own = server.graph[beaten.assignment].origin.span else { return "\(decides). \(general)" }
    return "\(decides), not \(server.files.place(of: own)). \(beaten.reason.explanation)"
  }
}
