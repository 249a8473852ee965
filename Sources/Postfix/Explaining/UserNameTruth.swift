package import SettingsGraph
package import SourceText

/// `why mua_client_restrictions`: a name of the administrator's own, which values mention and nothing sets.
struct UserNameTruth {
  private let question: ImplicationQuestion

  init(_ question: ImplicationQuestion) { self.question = question }

  var implications: [Implication] {
    guard question.winner == nil, !question.configuration.values.isBuiltIn(Array(question.name.utf8)[...]),
      let first = question.configuration.mention(of: question.name, in: question.graph, files: question.files)
    else { return [] }
    let span = question.graph[first].origin.span
    let user = question.graph.name(of: question.graph[first].setting)
    return [
      Implication(
        "Nothing sets \(question.name), so that $\(question.name) in \(user)\(question.place(span)) stands for nothing.",
        span: span, remedy: Remedy("Write `\(question.name) = …` in main.cf.", at: nil))
    ]
  }
}

extension PostfixConfiguration {
  /// The first assignment whose value mentions `$name`.
  package func mention(of name: String, in graph: SettingsGraph, files: SourceFiles) -> AssignmentID? {
    graph.assignments.indices.lazy.map { AssignmentID(rawValue: UInt32($0)) }.first { id in
      let assignment = graph[id]
      guard graph[assignment.setting].daemon == .postfix, assignment.origin.span != nil else { return false }
      let value = assignment.value.revealed(in: files)
      return value.contains(ASCII.dollar)
        && MacroReferences(in: value, dialect: values.dialect).names.contains { $0.elementsEqual(name.utf8) }
    }
  }
}
