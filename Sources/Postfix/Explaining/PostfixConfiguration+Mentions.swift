package import SettingsGraph
package import SourceText

extension PostfixConfiguration {
  /// Lines that look like an assignment of `path` and are none.
  package func unreadMentions(of path: String, in graph: SettingsGraph, files: SourceFiles) -> [UnreadMention] {
    let wanted = Array(path.utf8)
    return mentionsInMain(of: wanted, files) + mentionsInMaster(of: wanted, files)
      + commentedOptions(of: wanted, files) + misnamed(as: wanted)
  }

  // MARK: - main.cf

  private func mentionsInMain(of wanted: [UInt8], _ files: SourceFiles) -> [UnreadMention] {
    guard let main, let mainFile else { return [] }
    return main.lookalikes { $0.elementsEqual(wanted) }.map { found in
      let before = SourceSpan(file: mainFile, found.line.lowerBound..<found.name.lowerBound)
      let span = SourceSpan(file: mainFile, found.line)
      let remedy =
        found.cause == .commentedOut
        ? Remedy("Remove the # and write the value you want.", at: span, .replace(before, with: []))
        : Remedy("Remove the white space at the start of the line.", at: span, .replace(before, with: []))
      return UnreadMention(
        span: span, value: SourceSpan(file: mainFile, found.value), reason: found.cause.reason,
        explanation: explanation(of: found.cause, main, mainFile, files), remedy: remedy)
    }
  }

  private func explanation(
    of cause: LookalikeAssignment.Cause, _ main: MainCf, _ file: FileID, _ files: SourceFiles
  ) -> String? {
    switch cause {
    case .commentedOut: return nil
    case .swallowed(let entry):
      let owner = main.entries[entry]
      let place = files.place(of: SourceSpan(file: file, owner.span))
      return "The white space at its start makes the line a part of \(main.name(of: owner).text) (\(place))."
    case .dropped: return "A file cannot begin with white space: Postfix drops the line."
    }
  }

  // MARK: - master.cf

  private func mentionsInMaster(of wanted: [UInt8], _ files: SourceFiles) -> [UnreadMention] {
    guard let master, let masterFile else { return [] }
    let bytes = master.lines.bytes
    return master.commented.flatMap { service in
      service.options.compactMap { option -> UnreadMention? in
        guard let name = option.name, bytes[name].elementsEqual(wanted) else { return nil }
        let line = SourceSpan(file: masterFile, service.line)
        if let entry = services.last(where: { $0.isEnabled && $0.name == service.name(in: bytes) }) {
          return UnreadMention(
            span: SourceSpan(file: masterFile, option.line),
            value: option.value.map { SourceSpan(file: masterFile, $0) }, reason: .commentedOut,
            explanation:
              "It stands under a \(entry.name) that is commented out (\(files.place(of: line))); the entry that counts is another (\(files.place(of: entry.span))).",
            cause: line, remedy: Remedy("Write the option below the entry that counts.", at: entry.span))
        }
        return UnreadMention(
          span: SourceSpan(file: masterFile, option.line),
          value: option.value.map { SourceSpan(file: masterFile, $0) }, reason: .serviceDisabled,
          explanation: "The service \(service.name(in: bytes)) is commented out (\(files.place(of: line))).",
          cause: line, remedy: Remedy("Remove the # in front of the service and of this option.", at: line))
      }
    }
  }

  /// `#  -o smtpd_tls_wrappermode=yes` below an entry that counts.
  private func commentedOptions(of wanted: [UInt8], _ files: SourceFiles) -> [UnreadMention] {
    guard let master, let masterFile else { return [] }
    let bytes = master.lines.bytes
    return CommentedService.optionsOfEntries(in: master.lines).compactMap { option, owner in
      guard let name = option.name, bytes[name].elementsEqual(wanted) else { return nil }
      let entry = SourceSpan(file: masterFile, owner)
      let service = bytes[owner].split(whereSeparator: ASCII.isSpace).prefix(2).map(\.text).joined(separator: "/")
      let line = SourceSpan(file: masterFile, option.line)
      let hash = SourceSpan(file: masterFile, option.line.lowerBound..<option.line.lowerBound + 1)
      return UnreadMention(
        span: line, value: option.value.map { SourceSpan(file: masterFile, $0) }, reason: .commentedOut,
        explanation: "It is a comment below \(service) (\(files.place(of: entry))).", cause: hash,
        remedy: Remedy("Remove the # in front of the option.", at: line, .replace(hash, with: [ASCII.space])))
    }
  }

  // MARK: - Names that nothing knows

  /// `smtpd_tls_securty_level = encrypt`: a name that Postfix ignores, and that is near the one that was asked about.
  private func misnamed(as wanted: [UInt8]) -> [UnreadMention] {
    let advice = NameAdvice(catalogue)
    return names.findings.prefix(Self.maximumFindings).compactMap { finding in
      guard case .unused(let name, _, _) = finding.kind, let place = self.place(of: finding) else { return nil }
      let near = advice.suggestions(for: Array(name.utf8)[...]).first
      guard Array(name.utf8) == wanted || near.map({ Array($0.utf8) == wanted }) ?? false else { return nil }
      let meant = near ?? ""
      let isAsked = Array(name.utf8) == wanted
      let other = advice.otherVersion(knowing: Array(name.utf8)[...]).map { " Postfix \($0) does." } ?? ""
      return UnreadMention(
        span: place.whole, value: place.value, reason: .unknownName,
        explanation: "Postfix \(version.version) knows no \(name), and ignores the line.\(other)",
        remedy: meant.isEmpty
          ? Remedy(isAsked ? "Correct the name, or remove the line." : "Remove the line.", at: place.whole)
          : Remedy("Write \(meant) instead.", at: place.whole, .replace(place.name, with: Array(meant.utf8))))
    }
  }

  private static let maximumFindings = 200

  private func place(of finding: NameFinding) -> (whole: SourceSpan, name: SourceSpan, value: SourceSpan)? {
    switch finding.place {
    case .main(let name):
      guard let mainFile, let entry = main?.entries(named: name).last else { return nil }
      return (
        SourceSpan(file: mainFile, entry.span), SourceSpan(file: mainFile, entry.name),
        SourceSpan(file: mainFile, entry.value)
      )
    case .option(let service, let name):
      let option = master?.entries.last { $0.name == service }?.options.last { $0.nameBytes[...] == name }
      guard let masterFile, let option else { return nil }
      return (
        SourceSpan(file: masterFile, option.span), SourceSpan(file: masterFile, option.name),
        SourceSpan(file: masterFile, option.value)
      )
    }
  }
}

extension LookalikeAssignment.Cause {
  var reason: Reason {
    switch self {
    case .commentedOut: .commentedOut
    case .swallowed, .dropped: .swallowedByContinuation
    }
  }
}
