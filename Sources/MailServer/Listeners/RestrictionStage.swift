package import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination`: one list of smtpd, as one service has it.
package struct RestrictionStage: Sendable {
  /// The lists in the order in which smtpd asks them.
  package enum Kind: String, Sendable, CaseIterable {
    case client = "smtpd_client_restrictions"
    case helo = "smtpd_helo_restrictions"
    case sender = "smtpd_sender_restrictions"
    case relay = "smtpd_relay_restrictions"
    case recipient = "smtpd_recipient_restrictions"
    case data = "smtpd_data_restrictions"
    case endOfData = "smtpd_end_of_data_restrictions"
    case etrn = "smtpd_etrn_restrictions"
  }

  package let kind: Kind
  package let value: EffectiveValue
  /// As written.
  package let list: RestrictionList
  /// With every class of `smtpd_restriction_classes` replaced by what it consists of.
  package let elements: [RestrictionElement]

  /// Whether an element of this name is in the list, classes looked through.
  package func contains(_ name: String) -> Bool { elements.contains { $0.name.lowercased() == name } }

  /// The place of the first element with one of the names.
  package func firstIndex(ofAny names: Set<String>) -> Int? {
    elements.firstIndex { names.contains($0.name.lowercased()) }
  }
}

extension MailServer {
  /// The restriction lists of one smtpd.
  func stages(in context: Context, of postfix: PostfixConfiguration) -> [RestrictionStage] {
    let classes = postfix.values.restrictionClasses
    var stages = RestrictionStage.Kind.allCases.compactMap { kind -> RestrictionStage? in
      guard let value = value(of: kind.rawValue, of: .postfix, in: context) else { return nil }
      let list = RestrictionList(value.bytes[...], classes: classes)
      var budget = 1_000
      return RestrictionStage(
        kind: kind, value: value, list: list,
        elements: flattened(list, classes: classes, context: context, open: [], budget: &budget))
    }
    // Before 3.6, and below that compatibility level, the recipient list is asked first.
    if value(of: "smtpd_relay_before_recipient_restrictions", of: .postfix, in: context)?.isYes != true,
      let relay = stages.firstIndex(where: { $0.kind == .relay }),
      let recipient = stages.firstIndex(where: { $0.kind == .recipient })
    {
      stages.swapAt(relay, recipient)
    }
    return stages
  }

  /// - Parameter open: the classes that are being replaced; one that contains itself is left as it is.
  private func flattened(
    _ list: RestrictionList, classes: Set<[UInt8]>, context: Context, open: Set<String>, budget: inout Int
  ) -> [RestrictionElement] {
    var elements: [RestrictionElement] = []
    for element in list.elements {
      budget -= 1
      guard budget > 0 else { return elements }
      guard element.kind == .restrictionClass, !open.contains(element.name), open.count < 20,
        let value = value(of: element.name, of: .postfix, in: context)
      else {
        elements.append(element)
        continue
      }
      let inner = RestrictionList(value.bytes[...], classes: classes)
      elements += flattened(
        inner, classes: classes, context: context, open: open.union([element.name]), budget: &budget)
    }
    return elements
  }
}
