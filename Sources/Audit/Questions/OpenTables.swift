internal import Postfix
internal import Synchronization

/// `hash:/etc/postfix/virtual`, as it was read: half a dozen rules look into the same tables.
final class OpenTables: Sendable {
  private let tables = Mutex<[String: TableOpener.Opened]>([:])

  func table(_ name: String, opening: () -> TableOpener.Opened) -> TableOpener.Opened {
    if let known = tables.withLock({ $0[name] }) { return known }
    let opened = opening()
    tables.withLock { $0[name] = opened }
    return opened
  }
}
