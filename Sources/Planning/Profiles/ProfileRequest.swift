internal import SourceText

/// A profile with the grade and the values that somebody chose for it.
package struct ProfileRequest: Sendable {
  package let profile: Profile
  package let grade: Int?
  /// Of every parameter that has a value, chosen or by default.
  package let values: ParameterValues

  /// A profile as it is proposed where nothing is chosen.
  package init(_ profile: Profile) {
    self.init(profile, grade: nil, chosen: [:])
  }

  private init(_ profile: Profile, grade: Int?, chosen: [String: [String]]) {
    self.profile = profile
    self.grade = grade
    var texts = chosen
    for parameter in profile.parameters where texts[parameter.name] == nil {
      texts[parameter.name] = parameter.defaultValue
    }
    values = ParameterValues(texts: texts)
  }

  /// `--grade 3 --set networks=192.0.2.0/24`, for all chosen profiles: each takes what it knows.
  ///
  /// - Throws: `ParameterError` where no profile has the parameter or the grade, or the value is none.
  package static func requests(
    for profiles: [Profile], grade: Int?, assignments: [String]
  ) throws(ParameterError) -> [ProfileRequest] {
    var settings: [(name: String, text: String)] = []
    for text in assignments { settings.append(try assignment(text)) }
    let known = profiles.flatMap { $0.parameters.map(\.name) }
    for (name, _) in settings where !known.contains(name) {
      throw .unknown(name, known: known, near: EditDistance.nearest(to: name, in: known))
    }
    if let grade { try check(grade, profiles) }
    var requests: [ProfileRequest] = []
    for profile in profiles {
      var chosen: [String: [String]] = [:]
      for parameter in profile.parameters {
        for (name, text) in settings where name == parameter.name { chosen[name] = try parameter.value(text) }
      }
      requests.append(ProfileRequest(profile, grade: profile.grades.isEmpty ? nil : grade, chosen: chosen))
    }
    return requests
  }

  private static func assignment(_ text: String) throws(ParameterError) -> (String, String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { throw .notAnAssignment(text) }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  private static func check(_ grade: Int, _ profiles: [Profile]) throws(ParameterError) {
    let graded = profiles.filter { !$0.grades.isEmpty }
    guard !graded.isEmpty else {
      throw .noSuchGrade(grade, profile: profiles.map(\.name).joined(separator: ", "), count: 0)
    }
    let misfit = graded.first { !(1...$0.grades.count).contains(grade) }
    if let misfit { throw .noSuchGrade(grade, profile: misfit.name, count: misfit.grades.count) }
  }

  /// The changes that are proposed, with the values in place of `{{name}}`; those without a value as they are.
  var changes: [(change: ProfileChange, missing: [String])] {
    profile.changes(at: grade).filter { isWanted($0) }.map { change in
      let missing = change.parameterNames.filter { values[$0] == nil }
      return missing.isEmpty ? (values.filling(change), []) : (change, missing)
    }
  }

  private func isWanted(_ change: ProfileChange) -> Bool {
    guard let condition = change.condition else { return true }
    return values[condition.parameter]?.contains(condition.value) ?? false
  }
}
