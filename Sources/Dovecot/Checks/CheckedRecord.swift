internal import SettingsGraph
internal import SourceText

/// A filter of 2.3, or a section in it, as its check sees it: with the global settings round it.
struct CheckedRecord: CheckedSettings {
  let record: FilterRecord
  let global: FilterRecord
  let state: ReadingState
  var section: FilterRecord.Section?

  var version: ProgramVersion { state.version }

  private func assignment(_ name: String) -> AssignmentID? {
    let prefix = section.map { $0.path + [ASCII.slash] } ?? []
    guard let setting = state.graph.find(.dovecot, prefix + name.utf8) else { return nil }
    return record.current[setting] ?? global.current[setting]
  }

  private func entry(_ name: String) -> CatalogueEntry? {
    state.catalogue.entry(at: (section.map { $0.cataloguePath + Array("/*/".utf8) } ?? []) + name.utf8)
  }

  func isWritten(_ name: String) -> Bool { assignment(name) != nil }

  func text(_ name: String) -> String {
    if let id = assignment(name) { return state.nativeValue(of: id).text }
    guard let entry = entry(name) else { return "" }
    if let section, section.isUnique, state.catalogue.entry(at: section.cataloguePath)?.nameField == entry.name {
      return section.name.text
    }
    return entry.defaultValue(knowsUnlimited: false)?.normalForm.text ?? ""
  }

  func typed(_ name: String) -> TypedValue? {
    guard let entry = entry(name) else { return nil }
    return try? TypedValueReader(knowsUnlimited: false).value(Array(text(name).utf8)[...], of: entry)
  }

  func words(_ name: String) -> [String] {
    // Most lists are cut at commas too; in the others a comma belongs to the word.
    let isCommaList = !["special_use", "group_by", "format_args", "mail_attachment_detection_options"].contains(name)
    return text(name).split { $0 == " " || (isCommaList && $0 == ",") }.map(String.init)
  }

  /// Where the first of the settings is written that is.
  func span(of names: [String]) -> SourceSpan? {
    for name in names {
      if let id = assignment(name), let span = state.graph[id].origin.span { return span }
    }
    return section?.opened ?? nil
  }
}

extension Language2_3 {
  func checkStructs(_ state: inout ReadingState) {
    let known = StructCheck.of2_3.map { check in
      (check, check.names.compactMap { state.graph.find(.dovecot, $0.utf8) })
    }.filter { !$0.1.isEmpty }
    for record in records {
      for (check, settings) in known where settings.contains(where: { record.current[$0] != nil }) {
        run(check, CheckedRecord(record: record, global: records[0], state: state), &state)
      }
      checkSections(record, &state)
    }
    checkAliases(&state)
    checkExporters(&state)
  }

  private func run(_ check: StructCheck, _ settings: CheckedRecord, _ state: inout ReadingState) {
    guard let complaint = check.complaint(settings), let span = settings.span(of: check.names) else { return }
    check.report(complaint, at: span, &state)
  }

  private func checkSections(_ record: FilterRecord, _ state: inout ReadingState) {
    for section in record.sections {
      guard let checks = StructCheck.sections2_3[section.cataloguePath.text] else { continue }
      let settings = CheckedRecord(record: record, global: records[0], state: state, section: section)
      for check in checks { run(check, settings, &state) }
    }
  }

  // MARK: - Sections that name each other

  private func sections(of list: StaticString, _ state: ReadingState) -> [CheckedRecord] {
    records[0].sections.filter { $0.list.elementsEqual(list.description.utf8) }.map {
      CheckedRecord(record: records[0], global: records[0], state: state, section: $0)
    }
  }

  /// `alias_for = INBOX/`: the prefix of another namespace, which is no alias itself.
  private func checkAliases(_ state: inout ReadingState) {
    let namespaces = sections(of: "namespace", state)
    for namespace in namespaces where namespace.isWritten("alias_for") && !namespace.isOn("disabled") {
      let (prefix, target) = (namespace.text("prefix"), namespace.text("alias_for"))
      var complaint: String?
      if let found = namespaces.first(where: { $0.text("prefix") == target }) {
        guard found.isWritten("alias_for") else { continue }
        complaint = "alias_for chaining isn't allowed: \(target) -> \(found.text("alias_for"))"
      } else {
        complaint = "alias_for points to unknown namespace: \(target)"
      }
      guard let complaint, let span = namespace.span(of: ["alias_for"]) else { continue }
      state.refuseWhole(
        "settings-disagree", "alias_for does not lead to a namespace of its own.", at: span,
        daemonText: "Namespace '\(prefix)': \(complaint)", nextStep: "Write the prefix of a namespace that is no alias."
      )
    }
  }

  /// `exporter = x` in a metric: without any exporter the daemon does not look.
  private func checkExporters(_ state: inout ReadingState) {
    let exporters = Set(sections(of: "event_exporter", state).map { $0.text("name") })
    guard !exporters.isEmpty else { return }
    for metric in sections(of: "metric", state) {
      let exporter = metric.text("exporter")
      guard !exporter.isEmpty, !exporters.contains(exporter), let span = metric.span(of: ["exporter"]) else { continue }
      state.refuseWhole(
        "settings-disagree", "There is no event_exporter \(exporter).", at: span,
        daemonText: "metric \(metric.text("metric_name")) refers to non-existent exporter '\(exporter)'",
        nextStep: "Correct the name, or write event_exporter \(exporter) {.")
    }
  }
}
