internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// All wishes of one change made true one after the other, each on the files that the one before has left.
struct ChangeFulfilment {
  private let server: MailServer
  private let style: EditStyle
  private var changed: ChangedServer
  private var steps: [[SourceEdit]] = []
  private var notes: [String] = []
  private var held: [String] = []
  private var passedOver: [String] = []

  private init(_ server: MailServer, _ style: EditStyle) {
    (self.server, self.style) = (server, style)
    changed = ChangedServer(server)
  }

  static func way(of wishes: [Wish], on server: MailServer, style: EditStyle) -> WishFulfilment {
    let meant = meant(wishes, on: server)
    guard !meant.isEmpty else { return .doesNotApply(absence(of: wishes, on: server)) }
    var fulfilment = ChangeFulfilment(server, style)
    for wish in meant {
      if let obstacle = fulfilment.take(wish) { return .obstacle(obstacle) }
    }
    return fulfilment.way
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
    switch WishFulfilment(of: wish, on: changed.server, style: style) {
    case .edits(let edits, let notes):
      guard changed.make(edits) else { return "Two of its wishes edit the same text." }
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
      TextEdit.lineEdits(from: server.bytes(at: path), to: changed.contents[path] ?? []).map { edit in
        changed.made[path].map { SourceEdit(edit, making: path, like: $0) } ?? SourceEdit(edit, at: path)
      }
    }
    return .edits(edits, notes: notes + passedOver)
  }
}
