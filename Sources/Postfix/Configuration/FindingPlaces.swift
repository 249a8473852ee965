internal import ServerTree
internal import SourceText

/// Where the assignment stands that a finding about a name is about: looked up once for all findings.
struct FindingPlaces {
  private let configuration: PostfixConfiguration
  private var mainSpans: [ArraySlice<UInt8>: SourceSpan] = [:]
  private var optionSpans: [NameFinding.Place: SourceSpan] = [:]

  init(_ configuration: PostfixConfiguration) {
    self.configuration = configuration
    if let main = configuration.main, let file = configuration.mainFile {
      for entry in main.entries { mainSpans[main.name(of: entry)] = SourceSpan(file: file, entry.span) }
    }
    guard let file = configuration.masterFile else { return }
    for entry in configuration.master?.entries ?? [] {
      for option in entry.options {
        optionSpans[.option(service: entry.name, name: option.nameBytes)] = SourceSpan(file: file, option.span)
      }
    }
  }

  /// The winning assignment; the file as a whole where there is none.
  func place(of place: NameFinding.Place) -> Diagnostic.Place {
    let span: SourceSpan?
    switch place {
    case .main(let name): span = mainSpans[name[...]]
    case .option: span = optionSpans[place]
    }
    return span.map { .span($0) } ?? .path(configuration.directory.appending(place.file.utf8).description)
  }
}

extension PostfixConfiguration {
  /// Suggestions cost a comparison with every known name: beyond this many unknown names nobody reads them.
  private static let maximumSuggestions = 200

  func nameProblems() -> [Diagnostic] {
    let places = FindingPlaces(self)
    var unused = 0
    return names.findings.map { finding in
      if case .unused = finding.kind { unused += 1 }
      return finding.diagnostic(
        place: places.place(of: finding.place), directory: directory.description, configuration: self,
        suggesting: unused <= Self.maximumSuggestions)
    }
  }
}
