package import MailServer
package import Postfix

/// `permit_mynetworks, reject_unauth_destination`: what a stranger meets in a list before mail to anywhere is refused.
///
/// Both the relay and the recipient list are asked, and an OK ends only its own: mail is relayed for strangers where
/// neither of them refuses it (3.7.11, run).
package struct RelayGuard: Sendable {
  package let stage: RestrictionStage
  /// The elements that stand before the first one that refuses; all of them where none does.
  package let unguarded: [RestrictionElement]
  package let isGuarded: Bool

  /// Elements that refuse a stranger's mail to a domain that is not ours.
  static let refusals: Set<String> = [
    "reject_unauth_destination", "defer_unauth_destination", "reject", "defer", "defer_if_permit",
  ]

  init(_ stage: RestrictionStage) {
    self.stage = stage
    var unguarded: [RestrictionElement] = []
    var isGuarded = false
    var isSoftened = false
    for element in stage.elements {
      let name = element.name.lowercased()
      if Self.refusals.contains(name), !isSoftened {
        isGuarded = true
        break
      }
      unguarded.append(element)
      if name == "permit" { break }
      isSoftened = name == "warn_if_reject"
    }
    self.unguarded = unguarded
    self.isGuarded = isGuarded
  }

  /// The list that refuses relaying for this listener: the relay list where it does, else the recipient list.
  static func deciding(for listener: Listener) -> RelayGuard? {
    let lists = listener.stages.filter { $0.kind == .relay || $0.kind == .recipient }
    let relay = lists.first { $0.kind == .relay }.map(RelayGuard.init)
    let recipient = lists.first { $0.kind == .recipient }.map(RelayGuard.init)
    if let relay, relay.isGuarded { return relay }
    if let recipient, recipient.isGuarded { return recipient }
    return relay.flatMap { $0.stage.value.isEmpty ? nil : $0 } ?? recipient
  }
}
