/// Why `--set` or `--grade` cannot be followed.
package enum ParameterError: Error, Equatable, Sendable {
  case notAnAssignment(String)
  case unknown(String, known: [String], near: String?)
  case invalid(parameter: String, value: String, expected: String, near: String?)
  case noSuchGrade(Int, profile: String, count: Int)

  package var message: String {
    switch self {
    case .notAnAssignment(let text): "--set \(text): write KEY=VALUE."
    case .unknown(let name, _, _): "No chosen profile has a parameter '\(name)'."
    case .invalid(let parameter, let value, let expected, _): "\(parameter): '\(value)' is not \(expected)."
    case .noSuchGrade(let grade, let profile, 0): "\(profile) has no grades; --grade \(grade) chooses nothing."
    case .noSuchGrade(let grade, let profile, let count): "\(profile) has grades 1 to \(count), not \(grade)."
    }
  }

  package var nextStep: String {
    switch self {
    case .unknown(_, _, let near?), .invalid(_, _, _, let near?): "Did you mean '\(near)'?"
    case .unknown(_, let known, nil) where known.isEmpty: "The chosen profiles have no parameters."
    case .unknown(_, let known, nil): "There are: \(known.joined(separator: ", "))."
    case .notAnAssignment, .invalid: "`dovetrail profiles NAME` lists the parameters."
    case .noSuchGrade: "`dovetrail profiles NAME` lists the grades."
    }
  }
}
