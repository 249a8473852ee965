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

  /// Whether the list is main.cf's own: an option of one service is not taken apart.
  package func isInMainCf(_ stage: RestrictionStage) -> Bool {
    stage.value.span.map { $0.file == postfix?.mainFile } ?? false
  }

  /// Puts `permit_sasl_authenticated` into a list, before an element that refuses.
  func fixLettingInLogins(_ stage: RestrictionStage, before element: String) -> Fix {
    Fix(
      [.addElement(parameter: stage.kind.rawValue, element: "permit_sasl_authenticated", before: [element])],
      isSafe: true)
  }

  /// A finding for every list of these listeners in which `element` finds one that is at fault.
  ///
  /// - Parameters:
  ///   - message: the text for `reject_x in smtpd_y_restrictions`.
  ///   - fix: the change of the list, for a list that stands in main.cf.
  package func findings(
    _ severity: Finding.Severity, at listeners: [Listener], element: (RestrictionStage) -> Int?,
    message: (String) -> String, fix: (RestrictionStage, Int) -> Fix? = { _, _ in nil }
  ) -> [Finding] {
    listeners.flatMap { listener in
      listener.stages.compactMap { stage in
        element(stage).map { index in
          finding(
            severity, message("\(stage.elements[index].name) in \(stage.kind.rawValue)"), stage.value, at: listener,
            fix: isInMainCf(stage) ? fix(stage, index) : nil)
        }
      }
    }
  }
}
