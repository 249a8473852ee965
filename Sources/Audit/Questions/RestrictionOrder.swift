package import MailServer
internal import Postfix
internal import SourceText

extension RestrictionStage {
  /// The place of the first of these elements that really refuses: behind `warn_if_reject` one only logs.
  package func firstInForce(of names: Set<String>) -> Int? {
    elements.indices.first { index in
      names.contains(elements[index].name.lowercased())
        && (index == 0 || elements[index - 1].name.lowercased() != "warn_if_reject")
    }
  }

  /// The first of these elements that is asked although `permit_sasl_authenticated` further on would let the client in.
  package func firstBeforeLogin(of names: Set<String>) -> Int? {
    guard let index = firstInForce(of: names) else { return nil }
    let end = firstIndex(ofAny: ["permit_sasl_authenticated", "permit", "reject"]) ?? Int.max
    return index < end ? index : nil
  }
}

extension AuditedServer {
  /// Listeners where people log in to send mail.
  package var submissions: [Listener] {
    listeners.mail.filter { $0.kind == .submission && $0.logins.isOffered.is(true) }
  }

  /// Listeners where the servers of strangers deliver.
  package var publicServers: [Listener] { listeners.mail.filter { $0.kind == .smtp && $0.isPublic } }

  /// A finding for every list of these listeners in which `element` finds one that is at fault.
  ///
  /// - Parameter message: the text for `reject_x in smtpd_y_restrictions`.
  package func findings(
    _ severity: Finding.Severity, at listeners: [Listener], element: (RestrictionStage) -> Int?,
    message: (String) -> String
  ) -> [Finding] {
    listeners.flatMap { listener in
      listener.stages.compactMap { stage in
        element(stage).map { index in
          finding(
            severity, message("\(stage.elements[index].name) in \(stage.kind.rawValue)"), stage.value, at: listener)
        }
      }
    }
  }
}
