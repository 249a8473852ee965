internal import SettingsGraph
internal import SourceText

extension Language2_4 {
  mutating func assign(
    _ key: Word, _ value: WrittenValue, _ line: LogicalLine, _ inclusion: InclusionID, _ state: inout ReadingState
  ) {
    guard !isRefused else { return }
    let name = key.bytes(in: line)
    if listKey == nil, name.first == ASCII.at { return include(group: name, value, line, &state) }
    // Inside a list the key is an element; everywhere else `list/element` may be written in one.
    guard let resolved = resolve(listKey.map { $0[...] } ?? name, in: block, &state),
      resolved.element == nil || !resolved.entry.type.isBlock
    else { return unknownSetting(key, line, &state) }
    let element = listKey != nil ? name : resolved.entry.type.isList ? resolved.element : nil
    noteRequired(resolved)
    var written = Written(key: key, value: value, line: line, inclusion: inclusion, resolved: resolved)
    if value.form == .heredoc, !resolved.entry.type.takesHeredoc {
      return heredocNotTaken(written, element, &state)
    }
    guard readReferences(&written, element, &state), hasReadableVariables(written, &state) else { return }
    switch resolved.entry.type {
    case .booleanList: assignBooleanList(written, element, &state)
    case .stringList: assignStringList(written, element, &state)
    case .namedFilter, .namedListFilter: listAssigned(written, &state)
    default: assignValue(written, &state)
    }
  }

  /// One assignment with everything that is known of it.
  struct Written {
    let key: Word
    let value: WrittenValue
    let line: LogicalLine
    let inclusion: InclusionID
    let resolved: ResolvedName
    /// Where it differs from the bytes of the file.
    var native: [UInt8]?
    var expanded: [UInt8]?

    var text: ArraySlice<UInt8> { native?[...] ?? value.bytes(in: line) }
    var valueSpan: SourceSpan { line.sourceSpan(of: value.written) }
  }

  private mutating func noteRequired(_ resolved: ResolvedName) {
    guard let entry = frames.last?.entry, entry.requiredSetting.elementsEqual(resolved.fullName) else { return }
    blocks[block].hasRequiredSetting = true
  }

  private mutating func include(
    group label: ArraySlice<UInt8>, _ value: WrittenValue, _ line: LogicalLine, _ state: inout ReadingState
  ) {
    if blocks.outward(from: block).contains(where: { if case .group = blocks[$0].kind { true } else { false } }) {
      return recursiveGroup(line, &state)
    }
    if value.form == .heredoc { return heredocOfGroup(line, &state) }
    let name = Array(value.bytes(in: line))
    let label = Array(label)
    if let known = blocks[block].includedGroups.firstIndex(where: { $0.label == label }) {
      blocks[block].includedGroups[known] = (label, name, line.lastSpan)
    } else {
      blocks[block].includedGroups.append((label, name, line.lastSpan))
    }
    let use = GroupUse(label: label, name: name, block: block, line: line)
    includedGroups.append(use)
    if sharesLists { blocks.reservePlaces(for: paths(inGroup: label, name, state.version), in: block) }
    if state.version >= ProgramVersion(2, 4, 2) { checkGroup(use, &state) }
  }

  // MARK: - Values

  private mutating func assignValue(_ written: Written, _ state: inout ReadingState) {
    let entry = written.resolved.entry
    if canCheck(written.text, written) {
      do throws(TypeMismatch) {
        _ = try values.value(written.text, of: entry)
      } catch {
        return refuseValue(written, error, &state)
      }
    }
    guard !isAuthInFilter(written, &state) else { return }
    let id = add(written, value: settingValue(written), operation: .set, &state)
    setEntry(.value(id), of: written.resolved)
    warnOfLiteral(written, id, &state)
    if written.value.form == .file || entry.type == .file {
      state.addFileEdge(id, path: written.value.bytes(in: written.line), in: written.line.file)
    }
    if written.value.form == .variable {
      state.addReferenceEdges(id, written.value.bytes(in: written.line), prefix: "$SET:")
    }
    warnOfLaterGlobal(written, &state)
  }

  /// Whether every `%{…}` is well formed. 2.4.1 does not look at a list that is written as one value.
  private func hasReadableVariables(_ written: Written, _ state: inout ReadingState) -> Bool {
    let isWholeList = written.resolved.entry.type == .booleanList && listKey == nil
    if isWholeList, state.version < ProgramVersion(2, 4, 2) { return true }
    guard let complaint = VariableProgram.complaint(about: written.text, state.version) else { return true }
    malformedVariable(written, complaint, &state)
    return false
  }

  /// A value with `%{…}` is not known before it is used.
  private func canCheck(_ text: ArraySlice<UInt8>, _ written: Written) -> Bool {
    if text.contains("%{") { return false }
    return written.value.form != .variable || !text.contains("$SET:") && !text.contains("$ENV:")
  }

  private func settingValue(_ written: Written) -> SettingValue {
    let entry = written.resolved.entry
    let value = written.value
    let range = value.form == .file ? value.written : value.text
    if value.unescaped == nil, written.line.isContiguous(range) {
      return SettingValue(written.line.sourceSpan(of: range), isSecret: entry.isSecret)
    }
    let bytes = value.form == .file ? Array(written.line.bytes[range]) : Array(value.bytes(in: written.line))
    return SettingValue(bytes, isSecret: entry.isSecret)
  }

  private func isAuthInFilter(_ written: Written, _ state: inout ReadingState) -> Bool {
    let facts = blocks[block].facts
    guard written.resolved.entry.owner.elementsEqual("auth"),
      facts.local != nil || facts.localName != nil || facts.remote != nil
    else { return false }
    authInFilter(written, &state)
    return true
  }

  @discardableResult
  private mutating func add(
    _ written: Written, value: SettingValue, operation: Assignment.Operation, element: [UInt8]? = nil,
    _ state: inout ReadingState
  ) -> AssignmentID {
    let home = blocks[written.resolved.block]
    var path = home.path + written.resolved.fullName
    if let element { path += [ASCII.slash] + element }
    let setting = state.graph.setting(.dovecot, path)
    return state.add(
      Assignment(
        setting: setting, scope: home.scope, operation: operation, value: value, valueSpan: written.valueSpan,
        origin: .file(written.line.span, written.inclusion)),
      AssignmentFacts(
        block: written.resolved.block, row: written.resolved.row, native: written.native, expanded: written.expanded,
        marker: written.value.marker))
  }

  private mutating func setEntry(_ entry: Block.Entry, of resolved: ResolvedName) {
    blocks[resolved.printedIn].entries[resolved.fullName] = entry
    if resolved.entry.path.elementsEqual("dovecot_storage_version"), resolved.printedIn == 0 {
      hasStorageVersion = true
    }
  }

  // MARK: - Lists

  /// `mail_plugins = a b` replaces the list; `mail_plugins { c = yes }` changes it.
  private mutating func assignBooleanList(
    _ written: Written, _ element: ArraySlice<UInt8>?, _ state: inout ReadingState
  ) {
    do throws(TypeMismatch) {
      if let element {
        let canRead = canCheck(written.text, written)
        let isOn = canRead ? try values.boolean(written.text) : true
        guard !isAuthInFilter(written, &state) else { return }
        let id = add(written, value: SettingValue(Array(element)), operation: isOn ? .add : .remove, &state)
        changeList(written.resolved, id, state.catalogue) { $0.set(element, to: written.text) }
      } else {
        let elements = try BooleanListText.elements(written.text)
        warnOfLiteralElement(written, elements, &state)
        guard !isAuthInFilter(written, &state) else { return }
        let id = add(written, value: settingValue(written), operation: elements.isEmpty ? .clear : .set, &state)
        // The daemon takes an element for a path and undoes the escapes of one: `\sent` becomes `/ent`.
        let list = elements.map { (SectionName.unescaped($0), Array("yes".utf8)) }
        replaceList(written.resolved, id, list, state.catalogue)
      }
      warnOfLaterGlobal(written, element: element, &state)
    } catch {
      refuseValue(written, error, &state)
    }
  }

  private mutating func assignStringList(
    _ written: Written, _ element: ArraySlice<UInt8>?, _ state: inout ReadingState
  ) {
    if let element {
      guard !isAuthInFilter(written, &state) else { return }
      let id = add(written, value: settingValue(written), operation: .set, element: Array(element), &state)
      changeList(written.resolved, id, state.catalogue) { $0.set(element, to: written.text) }
    } else if written.text.isEmpty {
      let id = add(written, value: SettingValue([]), operation: .clear, &state)
      replaceList(written.resolved, id, [], state.catalogue)
    } else {
      return listAssigned(written, &state)
    }
    warnOfLaterGlobal(written, element: element, &state)
  }

  private mutating func changeList(
    _ resolved: ResolvedName, _ id: AssignmentID, _ catalogue: Catalogue, _ change: (inout ListEntry) -> Void
  ) {
    let name = resolved.fullName
    var list = ListEntry()
    // Taken out of the table meanwhile, so that it is changed in place.
    if case .list(let known) = blocks[resolved.printedIn].entries.removeValue(forKey: name) {
      list = known
    } else if let shared = sharedList(name, in: resolved.printedIn) {
      list = shared
    } else {
      for element in defaultElements(resolved, catalogue) { list.set(element.key, to: element.value) }
    }
    list.assignments.append(id)
    change(&list)
    blocks[resolved.printedIn].entries[name] = .list(list)
  }

  /// A list that is changed begins with what it has by default at the very same place.
  private func defaultElements(
    _ resolved: ResolvedName, _ catalogue: Catalogue
  ) -> [(key: [UInt8], value: [UInt8])] {
    let block = blocks[resolved.printedIn]
    guard block.scope == .global else { return [] }
    if block.path.isEmpty { return resolved.entry.defaultElements }
    guard let override = catalogue.entry(at: block.path + resolved.fullName), override.type.isOnlyDefault else {
      return []
    }
    return CatalogueEntry.elements(override.rawDefault, isBoolean: resolved.entry.type == .booleanList)
  }

  private mutating func replaceList(
    _ resolved: ResolvedName, _ id: AssignmentID, _ elements: [([UInt8], [UInt8])], _ catalogue: Catalogue
  ) {
    changeList(resolved, id, catalogue) { list in
      list.removeAll()
      list.isReplaced = true
      for (key, value) in elements { list.set(key, to: value) }
    }
  }
}
