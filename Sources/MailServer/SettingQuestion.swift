internal import Postfix
package import SettingsGraph
internal import SourceText

/// `dovecot:ssl` or `ssl`: a setting as a person names it.
package struct SettingQuestion: Sendable, Equatable {
  package let daemon: DaemonName?
  package let name: String

  package init(_ text: String) {
    if let colon = text.firstIndex(of: ":"), ["dovecot", "postfix"].contains(text[..<colon]) {
      daemon = DaemonName(rawValue: String(text[..<colon]))
      name = String(text[text.index(after: colon)...])
    } else {
      daemon = nil
      name = text
    }
  }
}

/// Why a question about a setting has no answer.
package enum QuestionError: Error, Equatable, Sendable {
  /// Neither daemon knows the name; with what was probably meant, and the versions that know it.
  case unknownSetting(name: String, suggestions: [String], otherVersion: String?)
  /// Both daemons have a setting of that name.
  case ambiguous(name: String, daemons: [DaemonName])
  /// The daemon that was named has no configuration in the tree.
  case noConfiguration(DaemonName)

  package var message: String {
    switch self {
    case .unknownSetting(let name, _, let otherVersion?): "'\(name)' is not known to this version: \(otherVersion)."
    case .unknownSetting(let name, _, nil): "No setting '\(name)' is known."
    case .ambiguous(let name, _): "Both daemons have a setting '\(name)'."
    case .noConfiguration(let daemon): "The tree has no configuration of \(daemon)."
    }
  }

  package var nextStep: String {
    switch self {
    case .unknownSetting(_, let suggestions, _) where !suggestions.isEmpty:
      "Did you mean \(suggestions.joined(separator: ", "))?"
    case .unknownSetting: "Check the spelling; `dovetrail show --all` lists what there is."
    case .ambiguous(let name, let daemons):
      "Ask for \(daemons.map { "\($0):\(name)" }.joined(separator: " or "))."
    case .noConfiguration: "Check --root, --dovecot and --postfix."
    }
  }
}

extension MailServer {
  /// The setting that a person means, with its built-in default put on the graph.
  package mutating func find(_ question: SettingQuestion) throws(QuestionError) -> SettingID {
    let asked = configurations.filter { question.daemon == nil || $0.daemon == question.daemon }
    if let daemon = question.daemon, asked.isEmpty { throw .noConfiguration(daemon) }
    var known: [(daemon: DaemonName, path: String)] = []
    var suggestions: [String] = []
    var otherVersion: String?
    for configuration in asked {
      switch configuration.lookUp(question.name, in: graph) {
      case .known(let path): known.append((configuration.daemon, path))
      case .unknown(let near, let other):
        suggestions += near
        otherVersion = otherVersion ?? other
      }
    }
    guard let first = known.first else {
      if let written = writtenUnknown(question.name, asked.map(\.daemon)) { return written }
      if asked.contains(where: { $0.daemon == .postfix }),
        postfix?.mention(of: question.name, in: graph, files: files) != nil
      {
        return graph.setting(.postfix, question.name.utf8)
      }
      throw .unknownSetting(name: question.name, suggestions: suggestions, otherVersion: otherVersion)
    }
    var chosen = first
    if known.count > 1 {
      let written = known.filter { isWritten($0.path, of: $0.daemon) }
      guard written.count == 1, let only = written.first else {
        throw .ambiguous(name: question.name, daemons: known.map(\.daemon))
      }
      chosen = only
    }
    addDefault(of: chosen.path, of: chosen.daemon)
    return graph.setting(chosen.daemon, chosen.path.utf8)
  }

  /// A name that no daemon knows, and that stands in a file all the same.
  private mutating func writtenUnknown(_ name: String, _ daemons: [DaemonName]) -> SettingID? {
    for daemon in daemons {
      let mentions = configuration(of: daemon)?.unreadMentions(of: name, in: graph, files: files) ?? []
      let isWritten = mentions.contains { mention in
        switch mention.reason {
        case .unknownName, .obsoleteName: files.bytes(of: mention.span).starts(with: name.utf8)
        default: false
        }
      }
      if isWritten { return graph.setting(daemon, name.utf8) }
    }
    return nil
  }

  private func isWritten(_ path: String, of daemon: DaemonName) -> Bool {
    guard let setting = graph.find(daemon, path.utf8) else { return false }
    return graph.assignments(of: setting).contains { graph[$0].origin.span != nil }
  }
}
