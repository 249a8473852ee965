internal import SettingsGraph
internal import SourceText

/// `protocol imap {` and everything set in it: in 2.3 the same facts are one filter, wherever they are written.
struct FilterRecord: Sendable {
  let facts: FilterFacts
  let scope: ScopeID
  /// The line that opened it first; nil for the global record.
  let opened: SourceSpan?
  /// The last assignment of each setting in it.
  var current: [SettingID: AssignmentID] = [:]
  /// In the order in which they were opened.
  var sections: [Section] = []
  fileprivate(set) var sectionNumbers: [[UInt8]: Int] = [:]
  /// How many sections each list has: an unnamed one is called by its number.
  fileprivate(set) var counts: [[UInt8]: Int] = [:]

  init(facts: FilterFacts, scope: ScopeID, opened: SourceSpan?) {
    self.facts = facts
    self.scope = scope
    self.opened = opened
  }

  /// `service imap-login {`, at the path `service/imap-login`.
  struct Section: Sendable {
    let path: [UInt8]
    /// The list that it is in, `service`.
    let list: [UInt8]
    /// The name in the file; empty for one without.
    fileprivate(set) var name: [UInt8]
    /// Sections of one name are one, in whatever case it is written; the last writing is shown.
    let isUnique: Bool
    /// Nil for one that is not written.
    let opened: SourceSpan?
    /// `service x {` sets the name of x too, `service = x` only opens it.
    fileprivate(set) var isNamed = true
  }

  /// The section that `name` opens in `list`, and whether it is new.
  mutating func open(
    _ name: [UInt8], in list: [UInt8], isUnique: Bool, at span: SourceSpan?, isNamed: Bool = true
  ) -> (Section, isNew: Bool) {
    if isUnique, !name.isEmpty {
      let path = list + [ASCII.slash] + SectionName.escaped(name)
      if let known = sectionNumbers[path.map(ASCII.lowercased)] {
        sections[known].name = name
        if isNamed { sections[known].isNamed = true }
        return (sections[known], false)
      }
      let section = Section(path: path, list: list, name: name, isUnique: true, opened: span, isNamed: isNamed)
      return (append(section), true)
    }
    let number = Array(String(counts[list] ?? 0).utf8)
    let path = list + [ASCII.slash] + number
    return (append(Section(path: path, list: list, name: name, isUnique: isUnique, opened: span)), true)
  }

  private mutating func append(_ section: Section) -> Section {
    sectionNumbers[section.path.map(ASCII.lowercased)] = sections.count
    counts[section.list, default: 0] += 1
    sections.append(section)
    return section
  }

  /// A section that is there without being written; one that is written keeps its name.
  mutating func openDefault(_ component: [UInt8], in list: [UInt8]) {
    let path = list + [ASCII.slash] + component
    guard sectionNumbers[path.map(ASCII.lowercased)] == nil else { return }
    _ = append(Section(path: path, list: list, name: SectionName.unescaped(component), isUnique: true, opened: nil))
  }

  /// A section of another record, where this one has none at its path.
  mutating func add(_ section: Section) {
    if sectionNumbers[section.path.map(ASCII.lowercased)] == nil { _ = append(section) }
  }

  /// Whether there is a section at the path.
  func has(_ path: [UInt8]) -> Bool { sectionNumbers[path.map(ASCII.lowercased)] != nil }

  func hasNamed(_ name: [UInt8], in list: [UInt8]) -> Bool {
    sections.contains { $0.list == list && $0.name == name }
  }
}
