internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// All wishes of one change made true one after the other, each on the files that the one before has left.
struct ChangeFulfilment {
  private let start: ChangedServer
  private let style: EditStyle
  private var changed: ChangedServer
  private var steps: [[SourceEdit]] = []
  private var notes: [String] = []
  private var held: [String] = []
  private var passedOver: [String] = []

  private init(_ start: ChangedServer, _ style: EditStyle) {
    (self.start, self.style) = (start, style)
    changed = start
  }

  /// How the wishes are made true, and the server on which they are, yet to be read again.
  static func result(
    of wishes: [Wish], on start: ChangedServer, style: EditStyle
  ) -> (way: WishFulfilment, changed: ChangedServer) {
    let meant = meant(wishes, on: start.server)
    guard !meant.isEmpty else { return (.doesNotApply(absence(of: wishes, on: start.server)), start) }
    var fulfilment = ChangeFulfilment(start, style)
    for wish in meant {
      if let obstacle = fulfilment.take(wish) { return (.obstacle(obstacle), start) }
    }
    return (fulfilment.way, fulfilment.changed)
  }

  /// The wishes that are for a daemon and version of this server.
  static func meant(_ wishes: [Wish], on server: MailServer) -> [Wish] {
    wishes.filter { wish in
      server.configuration(of: wish.daemon).map { wish.versions.contains($0.version.version) } ?? false
    }
  }

  /// Whether nothing is left to be done for any of the wishes.
  static func isSettled(_ wishes: [Wish], on server: MailServer) -> Bool {
    meant(wishes, on: server).allSatisfy { WishFulfilment(of: $0, on: server).isSettled }
  }

  private static func absence(of wishes: [Wish], on server: MailServer) -> String {
    var daemons: [DaemonName] = []
    for wish in wishes where !daemons.contains(wish.daemon) { daemons.append(wish.daemon) }
    return daemons.map { daemon in
      server.configuration(of: daemon).map { "It is not meant for \(daemon) \($0.version.version)." }
        ?? "The tree has no configuration of \(daemon)."
    }.joined(separator: " ")
  }

  /// - Returns: what stands in the way.
  private mutating func take(_ wish: Wish) -> String? {
    changed.reread()
    switch WishFulfilment(of: wish, on: changed.server, style: style) {
    case .edits(let edits, let notes):
      guard changed.write(edits) else { return "Two of its wishes edit the same text." }
      steps.append(edits)
      self.notes += notes
      return nil
    case .alreadyHolds(let text): held.append(text)
    case .doesNotApply(let text): passedOver.append(text)
    case .obstacle(let text): return text
    }
    return nil
  }

  private var way: WishFulfilment {
    guard let first = steps.first else {
      return passedOver.isEmpty
        ? .alreadyHolds(held.joined(separator: " ")) : .doesNotApply(passedOver.joined(separator: " "))
    }
    if steps.count == 1 { return .edits(first, notes: notes + passedOver) }
    let paths = changed.contents.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    let edits = paths.flatMap { path in
      TextEdit.lineEdits(from: start.server.bytes(at: path), to: changed.contents[path] ?? []).map { edit in
        newlyMade(path).map { SourceEdit(edit, making: path, like: $0) } ?? SourceEdit(edit, at: path)
      }
    }
    return .edits(edits, notes: notes + passedOver)
  }

  /// A file that was made before these wishes is there already.
  private func newlyMade(_ path: TreePath) -> TreePath? { start.made[path] == nil ? changed.made[path] : nil }
}
