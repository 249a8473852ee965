internal import MailServer
internal import SettingsGraph
internal import SourceText

extension Profile {
  /// The format that this version reads; a profile names it in its first key.
  static let format = "dovetrail/profile/1"

  /// Reads a profile from TOML.
  ///
  /// - Throws: `DocumentError` with the file, the line and what was expected; unknown keys are errors.
  package init(_ bytes: [UInt8], path: String) throws(DocumentError) {
    let source = TOMLSource(path: path, bytes: bytes)
    var table = TableReader(try TOMLNode.document(bytes, path: path), name: "", of: source)
    let format = try table.string("format")
    guard format == Profile.format else {
      throw table.error("format", "format is '\(format)'", nextStep: "This version reads '\(Profile.format)'.")
    }
    name = try table.identifier("name")
    title = try table.string("title")
    audience = try table.string("audience")
    limits = try table.strings("limits")
    sources = try table.strings("sources")
    let withoutGrade = try table.strings("without-grade")
    let parameters = try Self.parameters(&table)
    let grades = try Self.grades(&table)
    let changes = try Self.changes(&table, ProfileTerms(parameters: parameters, gradeCount: grades.count))
    if let unknown = withoutGrade.first(where: { id in !changes.contains { $0.id == id } }) {
      throw table.error(
        "without-grade", "there is no change '\(unknown)'",
        nextStep: TableReader.hint(unknown, changes.map(\.id)) ?? "Name changes of this profile.")
    }
    self.withoutGrade = withoutGrade.isEmpty ? nil : withoutGrade
    (self.parameters, self.grades, self.changes) = (parameters, grades, changes)
    try table.refuseUnknownKeys()
  }

  private static func parameters(_ table: inout TableReader) throws(DocumentError) -> [Parameter] {
    var parameters: [Parameter] = []
    for reader in try table.tables("parameter") {
      let parameter = try Parameter(reader)
      guard !parameters.contains(where: { $0.name == parameter.name }) else {
        throw reader.error(
          "name", "the parameter '\(parameter.name)' stands twice", nextStep: "Give every parameter its own name.")
      }
      parameters.append(parameter)
    }
    return parameters
  }

  private static func grades(_ table: inout TableReader) throws(DocumentError) -> [Grade] {
    var grades: [Grade] = []
    for reader in try table.tables("grade") {
      var table = reader
      grades.append(Grade(title: try table.string("title"), cost: try table.string("cost")))
      try table.refuseUnknownKeys()
    }
    return grades
  }

  private static func changes(
    _ table: inout TableReader, _ terms: ProfileTerms
  ) throws(DocumentError) -> [ProfileChange] {
    var changes: [ProfileChange] = []
    for reader in try table.tables("change") {
      let change = try ProfileChange(reader, terms)
      guard !changes.contains(where: { $0.id == change.id }) else {
        throw reader.error("id", "the id '\(change.id)' stands twice", nextStep: "Give every change its own id.")
      }
      if let unknown = change.needs.first(where: { id in !changes.contains { $0.id == id } }) {
        throw reader.error(
          "needs", "there is no change '\(unknown)' above this one",
          nextStep: TableReader.hint(unknown, changes.map(\.id)) ?? "Name changes that stand above it.")
      }
      changes.append(change)
    }
    return changes
  }
}

/// What the changes of a profile may refer to.
struct ProfileTerms {
  let parameters: [Parameter]
  let gradeCount: Int
}

extension Parameter {
  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    let declared = Parameter(
      name: try table.identifier("name"), kind: try table.choice("type"), title: try table.string("title"),
      choices: try table.strings("choices"), defaultValue: nil)
    if declared.kind == .choice, declared.choices.isEmpty {
      throw table.error("choices", "a choice has no choices", nextStep: "Add choices = [\"…\"].")
    }
    let text = try table.optionalScalar("default")
    try table.refuseUnknownKeys()
    var value: [String]?
    if let text {
      do throws(ParameterError) { value = try declared.value(text) } catch {
        throw table.error("default", error.message, nextStep: error.nextStep)
      }
    }
    self.init(
      name: declared.name, kind: declared.kind, title: declared.title, choices: declared.choices, defaultValue: value)
  }
}

extension ProfileChange {
  fileprivate init(_ reader: TableReader, _ terms: ProfileTerms) throws(DocumentError) {
    var table = reader
    id = try table.identifier("id")
    title = try table.template("title", terms)
    reason = try table.template("reason", terms)
    risk = try table.choice("risk")
    weakens = try table.templates("weakens", terms)
    affects = try table.optionalTemplate("affects", terms)
    needs = try table.strings("needs")
    alternative = try table.optionalTemplate("alternative", terms)
    verification = try table.optionalTemplate("verification", terms)
    grades = try table.integers("grades")
    if let wrong = grades.first(where: { !(1...max(1, terms.gradeCount)).contains($0) || terms.gradeCount == 0 }) {
      throw table.error(
        "grades", "there is no grade \(wrong)", nextStep: "The profile has \(terms.gradeCount) [[grade]] tables.")
    }
    condition = try ParameterCondition(&table, terms)
    expires = try table.optionalString("expires")
    if let expires, Expiry.day(expires) == nil {
      throw table.error("expires", "'\(expires)' is no date", nextStep: "Write it as 2027-06-30.")
    }
    wishes = try Wish.all(of: &table, terms)
    try table.refuseUnknownKeys()
    if wishes.isEmpty {
      throw table.error(
        "id", "a change has at least one wish",
        nextStep: "Write [[change.set]], [[change.add]], [[change.remove]] or [[change.service]].")
    }
  }
}

extension ParameterCondition {
  /// `when = "relay=yes"`; `when = "relay"` means yes.
  fileprivate init?(_ table: inout TableReader, _ terms: ProfileTerms) throws(DocumentError) {
    guard let text = try table.optionalString("when") else { return nil }
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let name = parts.first ?? ""
    guard let parameter = terms.parameters.first(where: { $0.name == name }) else {
      throw table.noParameter("when", name, terms)
    }
    do throws(ParameterError) {
      value = try parameter.value(parts.count > 1 ? parts[1] : "yes").joined(separator: ",")
    } catch {
      throw table.error("when", error.message, nextStep: error.nextStep)
    }
    self.parameter = name
  }
}
