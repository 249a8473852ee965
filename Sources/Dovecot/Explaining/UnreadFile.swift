internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `10-ssl.conf.bak` beside `!include conf.d/*.conf`: why no include reads a file, and what would make one read it.
struct UnreadFile {
  let explanation: String
  /// The include that passes it over, where there is one.
  let cause: SourceSpan?
  let remedy: Remedy?
  /// An include names it, in a comment.
  private(set) var isWaiting = false

  init(_ path: TreePath, _ configuration: DovecotConfiguration, _ files: SourceFiles) {
    self =
      Self.commentedInclude(of: path, configuration, files)
      ?? Self.includeOfAnotherDirectory(than: path, configuration, files)
      ?? Self.passedOver(path, configuration, files) ?? Self.unnamed(path, configuration, files)
  }

  private init(_ explanation: String, cause: SourceSpan? = nil, remedy: Remedy?) {
    self.explanation = explanation
    self.cause = cause
    self.remedy = remedy
  }

  // MARK: - An include in a comment

  /// `#!include_try local.conf`
  private static func commentedInclude(
    of path: TreePath, _ configuration: DovecotConfiguration, _ files: SourceFiles
  ) -> UnreadFile? {
    for document in configuration.documents {
      let directory = TreePath(files.path(of: document.file))
      let bytes = files[document.file].bytes
      for line in document.lines where line.role == .comment {
        guard let comment = line.comment, let include = WrittenInclude(bytes, comment),
          matches(directory.resolving(bytes[include.pattern]), path)
        else { continue }
        let span = SourceSpan(file: document.file, comment)
        let text = bytes[include.word.lowerBound..<comment.upperBound].trimmingSpace().text
        var unread = UnreadFile(
          "The include that would read \(path.lastComponent.text) is a comment (\(files.place(of: span))).",
          cause: span,
          remedy: Remedy(
            "Remove the # in front of `\(text)`.", at: span,
            .replace(SourceSpan(file: document.file, comment.lowerBound..<include.word.lowerBound), with: [])))
        unread.isWaiting = true
        return unread
      }
    }
    return nil
  }

  // MARK: - An include that looks elsewhere

  /// `!include_try local.conf` in conf.d/99-x.conf means conf.d/local.conf.
  private static func includeOfAnotherDirectory(
    than path: TreePath, _ configuration: DovecotConfiguration, _ files: SourceFiles
  ) -> UnreadFile? {
    let name = path.lastComponent
    guard
      let use = configuration.includes.first(where: {
        $0.matches.isEmpty && $0.pattern != path && $0.pattern.lastComponent.elementsEqual(name)
      })
    else { return nil }
    let bytes = files[use.span.file].bytes
    let remedy = WrittenInclude(bytes, use.span.range).map { include in
      Remedy(
        "Write the whole path here: `\(bytes[include.word].text) \(path)`.", at: use.span,
        .replace(SourceSpan(file: use.span.file, include.pattern), with: path.bytes))
    }
    return UnreadFile(
      "The include at \(files.place(of: use.span)) looks for \(use.pattern): a relative path begins at the directory of the file that it is written in.",
      cause: use.span, remedy: remedy)
  }

  // MARK: - An include that passes the name over

  /// `!include conf.d/*.conf`, and the file is conf.d/10-ssl.conf.bak.
  private static func passedOver(
    _ path: TreePath, _ configuration: DovecotConfiguration, _ files: SourceFiles
  ) -> UnreadFile? {
    let name = path.lastComponent
    guard
      let use = configuration.includes.first(where: {
        $0.pattern.directoryPart.elementsEqual(path.directoryPart) && GlobPattern.hasMagic($0.pattern.lastComponent)
      })
    else { return nil }
    let pattern = use.pattern.lastComponent.text
    let line = files.bytes(of: use.span).trimmingSpace().text
    let kind = FileNameKind(name)
    return UnreadFile(
      "`\(line)` (\(files.place(of: use.span))) reads names that match \(pattern), and \(name.text) does not.\(kind.sentence)",
      cause: use.span, remedy: Remedy(kind.nextStep(pattern: pattern), at: nil))
  }

  // MARK: - No include at all

  private static func unnamed(
    _ path: TreePath, _ configuration: DovecotConfiguration, _ files: SourceFiles
  ) -> UnreadFile {
    let kind = FileNameKind(path.lastComponent)
    guard kind == .other, let main = configuration.documents.first?.file else {
      return UnreadFile("No include names it.\(kind.sentence)", remedy: Remedy(kind.nextStep(pattern: nil), at: nil))
    }
    let bytes = files[main].bytes
    let isInMainDirectory = TreePath(files.path(of: main)).directoryPart.elementsEqual(path.directoryPart)
    let name = isInMainDirectory ? path.lastComponent.text : path.description
    let start = bytes.last == ASCII.lineFeed || bytes.isEmpty ? "" : "\n"
    return UnreadFile(
      "No include names it.",
      remedy: Remedy(
        "Write `!include \(name)` at the end of \(files.path(of: main)).", at: nil,
        .replace(SourceSpan(file: main, bytes.count..<bytes.count), with: Array("\(start)!include \(name)\n".utf8))))
  }

  private static func matches(_ pattern: TreePath, _ path: TreePath) -> Bool {
    pattern.directoryPart.elementsEqual(path.directoryPart)
      && GlobPattern(pattern.lastComponent).matches(path.lastComponent)
  }
}

/// `!include_try local.conf` as it is written, also behind a `#`.
private struct WrittenInclude {
  let word: Range<Int>
  let pattern: Range<Int>

  init?(_ bytes: [UInt8], _ line: Range<Int>) {
    let text = bytes[line].drop { $0 == ASCII.hash || ASCII.isBlank($0) }.trimmingSpace()
    guard let end = text.firstIndex(where: ASCII.isBlank),
      text[..<end].elementsEqual("!include") || text[..<end].elementsEqual("!include_try")
    else { return nil }
    word = text.startIndex..<end
    let rest = text[end...].trimmingSpace()
    pattern = rest.startIndex..<rest.endIndex
  }
}

/// What the name of a file that is not read says of it.
enum FileNameKind: Equatable {
  /// `10-ssl.conf.dpkg-dist`
  case ofPackage
  /// `10-ssl.conf.bak`, `10-ssl.conf~`
  case copy
  /// `auth-sql.conf.ext`: meant to be included by its name.
  case included
  case other

  init(_ name: some BidirectionalCollection<UInt8>) {
    let text = name.text
    func ends(_ endings: [String]) -> Bool { endings.contains { text.hasSuffix($0) } }
    if ends([".dpkg-dist", ".dpkg-old", ".dpkg-new", ".dpkg-tmp", ".ucf-dist", ".ucf-old", ".ucf-new"])
      || ends([".rpmnew", ".rpmsave", ".rpmorig"])
    {
      self = .ofPackage
    } else if ends(["~", ".bak", ".old", ".orig", ".save", ".swp", ".disabled"]) || text.hasPrefix("#") {
      self = .copy
    } else {
      self = ends([".conf.ext"]) ? .included : .other
    }
  }

  /// With a blank before it.
  var sentence: String {
    switch self {
    case .ofPackage: " It is a copy that the package manager left."
    case .copy: " It looks like a copy that an editor or a person left."
    case .included: " A .conf.ext file is read only where another file includes it by its name."
    case .other: ""
    }
  }

  func nextStep(pattern: String?) -> String {
    switch self {
    case .ofPackage, .copy: "Move the line into a file that is read."
    case .included: "Include the file by its name, or move the line into a file that is read."
    case .other:
      "Rename the file\(pattern.map { " so that it matches \($0)" } ?? ""), or move the line into a file that is read."
    }
  }
}
