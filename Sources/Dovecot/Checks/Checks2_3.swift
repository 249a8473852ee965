internal import SettingsGraph
internal import SourceText

extension Language2_3 {
  /// What 2.3 looks at when everything is read.
  func check(_ state: inout ReadingState) {
    checkConflicts(&state)
    checkDrivers(&state)
    checkStructs(&state)
    checkMaster(&state)
    checkDeniedProtocols(&state)
    let ssl = records.map { record in
      state.graph.find(.dovecot, "ssl".utf8).flatMap { record.current[$0] }
    }
    TLSCheck.warnOfIgnored(ssl, &state)
  }

  /// What is said of the services, once the protocols are known.
  private func checkMaster(_ state: inout ReadingState) {
    guard let main = state.mainSpan else { return }
    let services = Services2_3(records[0], state)
    var checks = ServiceChecks(services, main: main)
    checks.checkServiceNames(&state)
    guard checkProtocols(&state) else { return }
    checks.run(&state)
    FilteredServices(records, services, state.graph).check(main, &state)
  }

  private func checkConflicts(_ state: inout ReadingState) {
    guard let conflict = LoadConflicts(records).first(in: state.graph), let opened = records[conflict.filter].opened
    else { return }
    let name = state.graph.name(of: conflict.setting)
    state.refuseWhole(
      "filter-conflict", "Two filters that can match together both set \(name).", at: opened,
      daemonText: "Conflict in setting \(name) found from filter at \(state.files.place(of: opened))",
      nextStep: "Keep the setting in one of the two filters only.")
  }

  private func checkDrivers(_ state: inout ReadingState) {
    for record in records { checkDrivers(of: record, &state) }
  }

  private func checkDrivers(of record: FilterRecord, _ state: inout ReadingState) {
    for section in record.sections
    where section.list.elementsEqual("passdb".utf8) || section.list.elementsEqual("userdb".utf8) {
      let setting = state.graph.find(.dovecot, section.path + Array("/driver".utf8))
      let driver = setting.flatMap { record.current[$0] }.map { state.nativeValue(of: $0) }
      guard driver?.isEmpty ?? true, let opened = section.opened else { continue }
      state.refuseWhole(
        "missing-driver", "A \(section.list.text) without a driver finds nobody.", at: opened,
        daemonText: "\(section.list.text) is missing driver", nextStep: "Write driver = and one of its kinds in it.")
    }
  }
}

/// `ssl = yes` in a filter while the global `ssl` is `no`.
enum TLSCheck {
  /// The assignments of `ssl` by block, the global one first; nil where a block has none.
  static func warnOfIgnored(_ assignments: [AssignmentID?], _ state: inout ReadingState) {
    guard let global = assignments.first.flatMap({ $0 }), state.nativeValue(of: global).elementsEqual("no".utf8)
    else { return }
    for case let id? in assignments.dropFirst() where !state.nativeValue(of: id).elementsEqual("no".utf8) {
      guard let span = state.graph[id].origin.span else { continue }
      let value = state.nativeValue(of: id).text
      state.warn(
        "ssl-disabled-globally", "ssl = \(value) has no effect here, since the global ssl is no.", at: span,
        nextStep: "Set the global ssl to yes, and ssl = no in the filters that shall go without.",
        daemonMessage: "SSL is disabled because global ssl=no, ignoring ssl=\(value) for subsection")
      return
    }
  }
}
