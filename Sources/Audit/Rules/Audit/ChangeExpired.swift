internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `# dovetrail:expires 2026-06-30 legacy-printer/printer-relay` on 1 July 2026
struct ChangeExpired: Rule {
  let page = RulePage(
    code: "DT0002", title: "A change for a time has outlived it",
    problem: "A profile's change was made until a day, and that day is past.",
    consequence: "What it weakens stays weak, for a reason that may be gone.",
    fix: "Take the lines below the comment back, or write a later day into it.", exceptions: "None.",
    sources: ["dovetrail's documentation, Profiles"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let today = server.now?.day else { return [] }
    let files = server.markedFiles.isEmpty ? [] : server.configurationFileIDs.filter(server.markedFiles.contains)
    return files.flatMap { file in
      let bytes = server.server.files[file].bytes
      return Expiry.markers(in: bytes).filter { $0.expiry.day < today }.map { marker in
        let line = server.server.files[file].lines.range(ofLine: marker.line)
        return Finding(
          .warning, "The change \(marker.expiry.change) was meant until \(marker.expiry.day).",
          at: [Finding.Place(marker.expiry.change, at: SourceSpan(file: file, line))])
      }
    }
  }
}
