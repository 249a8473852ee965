internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `disable_plaintext_auth` in a tree of 2.4: names that the installed Dovecot refuses.
struct UnknownDovecotNames: Sendable {
  struct Name: Sendable {
    let diagnostic: Diagnostic
    let name: String
    let span: SourceSpan
    /// `2.3`, where the other line of Dovecot has the name.
    let otherLine: String?
  }

  let all: [Name]

  init(_ server: AuditedServer) {
    guard let dovecot = server.dovecot else {
      all = []
      return
    }
    let unknown = dovecot.diagnostics.filter {
      $0.code == "dovecot.unknown-setting" || $0.code == "dovecot.unknown-section"
    }
    // To know the names of the other line takes time, and nearly no server needs it.
    guard !unknown.isEmpty else {
      all = []
      return
    }
    let version = dovecot.version.version
    let knowledge = VersionKnowledge(version: version)
    all = unknown.compactMap { diagnostic in
      guard case .span(let span) = diagnostic.place else { return nil }
      let text = server.server.files.bytes(of: span).trimmingSpace()
      let word = text.prefix { !ASCII.isSpace($0) && $0 != ASCII.equals && $0 != ASCII.leftBrace }
      let other = knowledge.otherVersion(of: word).flatMap { other in
        other[1] == version[1] ? nil : "\(other[0]).\(other[1])"
      }
      return Name(diagnostic: diagnostic, name: word.text, span: span, otherLine: other)
    }
  }
}
