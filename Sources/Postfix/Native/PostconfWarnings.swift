internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `overriding earlier entry: relayhost=a`: what postconf says on standard error besides its output.
///
/// The order in which it says it is random up to 3.10; each warning is given once here.
package struct PostconfWarnings: Sendable {
  private let configuration: PostfixConfiguration
  private let directory: String

  package init(_ configuration: PostfixConfiguration) {
    self.configuration = configuration
    directory = configuration.directory.description
  }

  /// Behind `postconf: warning: `. `postconf -M` and `-P` judge the names of master.cf only.
  package func all(forServices: Bool) -> Set<String> {
    let findings = configuration.names.findings.filter { finding in
      switch (finding.kind, finding.place) {
      case (.unused, .main), (.deprecated, .main): !forServices
      default: true
      }
    }
    let messages =
      findings.map { $0.message(in: directory) } + (findings.contains(where: \.isDeprecation) ? advice : [])
    return Set(files + entries + messages + configuration.values.machineFaults.compactMap(\.warning))
  }

  /// The last word of 3.11 where a name has no future.
  private var advice: [String] {
    guard configuration.version.version >= ProgramVersion(3, 11) else { return [] }
    return ["See https://www.postfix.org/DEPRECATION_README.html for details"]
  }

  /// About lines and duplicates of both files; a missing master.cf only is a warning where main.cf is the question.
  private var files: [String] {
    let codes = ["postfix.leading-space", "postfix.null-byte"]
    let lines = configuration.diagnostics.filter { codes.contains($0.code) }.compactMap(\.daemonMessage) + overridden
    guard configuration.master == nil else { return lines }
    let path = Diagnostic.Place.path("\(directory)/master.cf")
    return lines + configuration.diagnostics.filter { $0.place == path }.compactMap(\.daemonMessage)
  }

  /// With the value, whatever it is.
  private var overridden: [String] {
    guard let main = configuration.main else { return [] }
    return OverriddenEntry.all(in: main, directory: configuration.directory.bytes).compactMap {
      $0.message(in: main, "\(directory)/main.cf", showing: $0.value.printable)
    }
  }

  private var entries: [String] {
    (configuration.master?.entries ?? []).flatMap { PostconfEntry($0).warnings.map { "master.cf: \($0)" } }
  }
}
