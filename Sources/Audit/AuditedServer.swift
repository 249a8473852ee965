package import Certificates
package import Dovecot
package import MailServer
package import Postfix
package import SettingsGraph
package import SourceText

/// What a rule may ask: the listeners, the links between the daemons, the address classes, and any effective value.
package struct AuditedServer: Sendable {
  package let server: MailServer
  /// Those that the question is about.
  package let listeners: Listeners
  /// All of them: whether a port is there at all does not depend on the question.
  package let everyListener: Listeners
  package let links: Links
  package let addressClasses: AddressClasses
  package let tables: TablesInUse
  let openTables = OpenTables()
  /// What is written and in effect, in every scope.
  let effectiveRows: [EffectiveRow]
  let beatenAssignments: [BeatenAssignment]
  /// The files with a comment for Dovetrail: nearly none has one.
  let markedFiles: [FileID]
  package let ignoreComments: [IgnoreComment]
  /// What the listeners show of themselves.
  package let certificates: [ServedCertificate]
  /// The time at which the question is asked; nil where nobody said.
  package let now: Moment?
  /// The levels of TLS that the server is held to.
  package let policies: [TLSPolicy]
  /// How long before its end a certificate is told of.
  package let expiryDays: Int

  /// Programs that renew certificates do it 30 days before the end.
  package static let expiryDays = 14

  /// - Parameter context: with a service or protocol, only its listeners are looked at; addresses and names decide
  ///   which filters count.
  package init(
    _ server: MailServer, in context: Context = Context(), at now: Moment? = nil,
    holdingTo policies: [TLSPolicy] = [], expiryDays: Int = expiryDays
  ) {
    self.server = server
    self.now = now
    self.policies = policies
    self.expiryDays = expiryDays
    everyListener = Listeners(of: server)
    listeners = context.isEmpty ? everyListener : Listeners(of: server, in: context)
    links = Links(of: server, everyListener)
    certificates = ServedCertificate.all(on: server, listeners)
    addressClasses = AddressClasses(of: server)
    tables = TablesInUse(of: server)
    effectiveRows = server.effectiveRows(in: nil)
    beatenAssignments = BeatenAssignment.all(in: effectiveRows, of: server)
    markedFiles = server.files.ids.filter { Expiry.hasMarkers(server.files[$0].bytes) }
    ignoreComments = IgnoreComment.all(in: markedFiles, of: server, everyListener)
  }

  package var postfix: PostfixConfiguration? { server.postfix }
  package var dovecot: DovecotConfiguration? { server.dovecot }

  /// A parameter of Postfix as a service has it; without one, as main.cf says.
  package func postfix(_ name: String, in context: Context = Context()) -> EffectiveValue? {
    server.value(of: name, of: .postfix, in: context)
  }

  package func dovecot(_ name: String, in context: Context = Context()) -> EffectiveValue? {
    server.value(of: name, of: .dovecot, in: context)
  }

  /// Whether the version of Postfix is at least the given one; false where there is no Postfix.
  package func hasPostfix(_ major: Int, _ minor: Int, _ patch: Int = 0) -> Bool {
    postfix.map { $0.version.version >= ProgramVersion(major, minor, patch) } ?? false
  }

  package func hasDovecot2_4() -> Bool {
    dovecot.map { $0.version.version >= ProgramVersion(2, 4) } ?? false
  }

  // MARK: - Findings

  /// A finding about a value in effect, met at a listener. On the loopback interface alone it weighs one step less.
  package func finding(
    _ severity: Finding.Severity, _ message: String, _ value: EffectiveValue, at listener: Listener? = nil,
    besides others: [EffectiveValue] = [], fix: Fix? = nil
  ) -> Finding {
    Finding(
      listener.map { severity.weighed(for: $0) } ?? severity, message, at: ([value] + others).map(place),
      listeners: listener.map { [$0.place] } ?? [], fix: fix.map { placed($0, value) })
  }

  /// Where an `-o` option of a service decides, the fix is one of the same service.
  private func placed(_ fix: Fix, _ value: EffectiveValue) -> Fix {
    guard value.daemon == .postfix, let id = value.decidedBy,
      let service = server.graph[server.graph[id].scope].condition?.name
    else { return fix }
    let changes = fix.changes.map { change -> Fix.Change in
      guard case .set(let daemon, let setting, let text, nil) = change, setting == value.name else { return change }
      return .set(daemon, setting: setting, value: text, service: service)
    }
    return Fix(changes, isSafe: fix.isSafe)
  }

  /// A finding for every problem of these codes that the readers told.
  package func findings(ofDiagnostics codes: Set<String>, severity: Finding.Severity) -> [Finding] {
    server.diagnostics.filter { codes.contains($0.code) }.map { diagnostic in
      var places: [Finding.Place] = []
      switch diagnostic.place {
      case .span(let span): places = [Finding.Place(diagnostic.code, at: span)]
      case .path(let path): places = [Finding.Place(diagnostic.code, at: nil, path: path)]
      case .none: break
      }
      return Finding(severity, diagnostic.message, at: places)
    }
  }

  package func place(_ value: EffectiveValue) -> Finding.Place { Finding.Place(value.name, at: value.span) }

  package func place(_ listener: Listener) -> Finding.Place { Finding.Place(listener.service, at: listener.span) }

  /// `name = value` as a message shows it: no secret, and long values cut.
  package func text(_ value: EffectiveValue) -> String {
    let shown = value.value.shown(in: server.files).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "\(value.name) = \(shown.count > 80 ? shown.prefix(77) + "..." : shown[...])"
  }
}

extension Diagnostic.Severity {
  /// One step less for a listener that only the machine itself reaches.
  package func weighed(for listener: Listener) -> Diagnostic.Severity {
    guard listener.exposure.is(.loopback) else { return self }
    return self == .error ? .warning : .note
  }
}
