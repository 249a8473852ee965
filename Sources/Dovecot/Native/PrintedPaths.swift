internal import SettingsGraph
internal import SourceText

/// `unix_listener { path = /x }` is printed as `unix_listener /x {`: where doveconf 2.3 prints each section.
///
/// A section is called by the setting that its name fills, which may be set to something else inside it.
struct PrintedPaths {
  private var printed: [[UInt8]: [UInt8]] = [:]
  private var shownNames: [[UInt8]: ArraySlice<UInt8>] = [:]
  /// The settings that are printed as a section's name.
  private(set) var names: Set<SettingID> = []
  /// `service/auth/`: what sections and lists are printed under.
  private(set) var prefixes = lists

  private static let lists: Set<[UInt8]> = [Array("plugin/".utf8), Array("dict/".utf8)]

  init(of record: FilterRecord, _ form: NativeForm2_3) {
    for section in record.sections {
      let slash = section.list.lastIndex(of: ASCII.slash)
      let parent = slash.map { self[Array(section.list[..<$0])] + [ASCII.slash] } ?? []
      let word = section.list[(slash.map { $0 + 1 } ?? 0)...]
      var component = section.path[(section.list.count + 1)...]
      if section.isUnique, let name = nameAssigned(in: section, record, form) {
        shownNames[section.path] = name
        component = SectionName.escaped(name)[...]
      } else if section.isUnique, !section.name.isEmpty {
        component = section.isNamed ? SectionName.escaped(section.name)[...] : []
      }
      let path = parent + word + [ASCII.slash] + component
      if path != section.path { printed[section.path] = path }
      prefixes.insert(path + [ASCII.slash])
    }
  }

  private mutating func nameAssigned(
    in section: FilterRecord.Section, _ record: FilterRecord, _ form: NativeForm2_3
  ) -> ArraySlice<UInt8>? {
    guard let entry = form.configuration.catalogue.entry(at: section.cataloguePath),
      let setting = form.graph.find(.dovecot, section.path + [ASCII.slash] + entry.nameField),
      let id = record.current[setting]
    else { return nil }
    names.insert(setting)
    return form.graph[id].value.revealed(in: form.files)
  }

  subscript(path: [UInt8]) -> [UInt8] { printed[path] ?? path }

  func name(of section: FilterRecord.Section) -> ArraySlice<UInt8> {
    shownNames[section.path] ?? (section.isNamed ? section.name[...] : [])
  }

  /// The path of a setting in the section that it is printed in.
  func path(of setting: ArraySlice<UInt8>) -> [UInt8] {
    guard !printed.isEmpty, let slash = setting.lastIndex(of: ASCII.slash) else { return Array(setting) }
    return self[Array(setting[..<slash])] + setting[slash...]
  }
}

extension FilterRecord.Section {
  /// The list's path with `*` for the names of sections: `service/*/unix_listener`.
  var cataloguePath: [UInt8] {
    let parts = list.split(separator: ASCII.slash).enumerated().map { $0 % 2 == 1 ? [ASCII.asterisk][...] : $1 }
    return Array(parts.joined(separator: [ASCII.slash]))
  }
}
