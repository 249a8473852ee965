internal import MailServer
internal import SettingsGraph

/// `inet_listener submission { port = 0 }`: a port that Dovecot leaves to somebody else.
struct ClosedPort {
  private let wish: ClosedPortWish
  private let server: MailServer
  private let style: EditStyle

  init(_ wish: ClosedPortWish, _ server: MailServer, _ style: EditStyle) {
    self.wish = wish
    self.server = server
    self.style = style
  }

  var way: WishFulfilment {
    let listeners = Listeners(of: server).network.filter { $0.daemon == wish.daemon && $0.port == Int(wish.port) }
    guard !listeners.isEmpty else { return .alreadyHolds("\(wish.daemon) does not listen on port \(wish.port).") }
    var edits: [SourceEdit] = []
    var notes: [String] = []
    for listener in listeners {
      let closing = SettingWish(
        daemon: wish.daemon, setting: "service/\(listener.service)/inet_listener/\(listener.name)/port", value: "0",
        versions: .all, scope: WishScope(), accepts: [], replaces: [], isExplicit: false)
      guard case .edits(let more, let told) = SettingFulfilment(closing, server, style).way else {
        return .obstacle("The listener \(listener.name) of \(listener.service) cannot be closed.")
      }
      edits += more
      notes += told
    }
    return .edits(edits, notes: notes)
  }
}
