internal import SourceText

extension Plan {
  static let format = "dovetrail/plan/1"

  /// The plan as TOML that a person can read, and may edit where it says `decision`.
  package var fileContents: [UInt8] {
    var toml = TOMLWriter()
    toml.comment("A Dovetrail plan. Decide with `dovetrail review FILE --accept ID,… --reject ID,…`, or write")
    toml.comment("accepted or rejected behind `decision`. Everything else stays as it is; `dovetrail patch FILE`")
    toml.comment("refuses a plan whose input files have changed, or with edits that do not follow from the wishes.")
    toml.field("format", Plan.format)
    toml.field("profiles", profiles)
    toml.field("created", created)
    if let reading {
      toml.blank()
      reading.write(to: &toml)
    }
    for assumption in assumptions {
      toml.blank()
      toml.arrayTable("assumption")
      toml.field("subject", assumption.subject)
      toml.field("statement", assumption.statement)
    }
    for change in changes {
      toml.blank()
      change.write(to: &toml)
    }
    for remark in remarks {
      toml.blank()
      toml.arrayTable("remark")
      toml.field("id", remark.id)
      toml.field("kind", remark.kind.rawValue)
      toml.field("text", remark.text)
    }
    for input in inputs {
      toml.blank()
      toml.arrayTable("input")
      toml.field("path", input.path)
      toml.field("sha256", input.sha256)
      toml.field("bytes", input.byteCount)
      if let like = input.like { toml.field("like", like) }
    }
    return toml.bytes
  }

  /// - Throws: `DocumentError` with the line and what was expected.
  package init(fileContents bytes: [UInt8], path: String) throws(DocumentError) {
    let source = TOMLSource(path: path, bytes: bytes)
    var table = TableReader(try TOMLNode.document(bytes, path: path), name: "", of: source)
    let format = try table.string("format")
    guard format == Plan.format else {
      throw table.error("format", "format is '\(format)'", nextStep: "This version reads '\(Plan.format)'.")
    }
    profiles = try table.strings("profiles")
    created = try table.string("created")
    var assumptions: [Assumption] = []
    for reader in try table.tables("assumption") { assumptions.append(try Assumption(reader)) }
    self.assumptions = assumptions
    var changes: [PlannedChange] = []
    for reader in try table.tables("change") { changes.append(try PlannedChange(reader)) }
    self.changes = changes
    var remarks: [Remark] = []
    for reader in try table.tables("remark") { remarks.append(try Remark(reader)) }
    self.remarks = remarks
    var inputs: [Input] = []
    for reader in try table.tables("input") { inputs.append(try Input(reader)) }
    self.inputs = inputs
    reading = try table.tables("reading").first.map { reader throws(DocumentError) in try Reading(reader) }
    try table.refuseUnknownKeys()
  }
}

extension PlannedChange {
  fileprivate func write(to toml: inout TOMLWriter) {
    toml.arrayTable("change")
    toml.field("id", id)
    toml.field("profile", profile)
    toml.field("title", title)
    toml.field("decision", decision.verdict.rawValue)
    toml.field("note", decision.note)
    toml.field("reviewer", decision.reviewer)
    toml.field("decided", decision.time)
    toml.field("risk", risk.rawValue)
    toml.field("reason", reason)
    toml.field("weakens", weakens)
    if let affects { toml.field("affects", affects) }
    toml.field("needs", needs)
    if let alternative { toml.field("alternative", alternative) }
    if let verification { toml.field("verification", verification) }
    if let expires { toml.field("expires", expires) }
    toml.field("notes", notes)
    toml.block("diff", diff)
    for wish in wishes { wish.write(to: &toml, in: "change") }
    for effect in effects {
      toml.arrayTable("change.effect")
      toml.field("daemon", effect.daemon)
      toml.field("name", effect.name)
      toml.field("scope", effect.scope)
      if let before = effect.before { toml.field("before", before) }
      if let after = effect.after { toml.field("after", after) }
    }
    for effect in listeners {
      toml.arrayTable("change.listener")
      toml.field("listener", effect.listener)
      toml.field("fact", effect.fact)
      if let before = effect.before { toml.field("before", before) }
      if let after = effect.after { toml.field("after", after) }
    }
    for edit in edits {
      toml.arrayTable("change.edit")
      toml.field("path", edit.path)
      toml.field("line", edit.line)
      toml.field("offset", edit.offset)
      edit.writeBytes("removes", edit.removed, to: &toml)
      edit.writeBytes("inserts", edit.inserted, to: &toml)
    }
  }

  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    id = try table.string("id")
    profile = try table.optionalString("profile") ?? ""
    title = try table.string("title")
    decision = Decision(
      try table.choice("decision"), note: try table.optionalString("note") ?? "",
      reviewer: try table.optionalString("reviewer") ?? "", time: try table.optionalString("decided") ?? "")
    risk = try table.choice("risk")
    reason = try table.string("reason")
    weakens = try table.strings("weakens")
    affects = try table.optionalString("affects")
    needs = try table.strings("needs")
    alternative = try table.optionalString("alternative")
    verification = try table.optionalString("verification")
    expires = try table.optionalString("expires")
    notes = try table.strings("notes")
    diff = try table.string("diff")
    var effects: [EffectiveChange] = []
    for effect in try table.tables("effect") { effects.append(try EffectiveChange(effect)) }
    self.effects = effects
    var listeners: [ListenerEffect] = []
    for effect in try table.tables("listener") { listeners.append(try ListenerEffect(effect)) }
    self.listeners = listeners
    var edits: [PlannedEdit] = []
    for edit in try table.tables("edit") { edits.append(try PlannedEdit(edit)) }
    self.edits = edits
    wishes = try Wish.all(of: &table, ProfileTerms(parameters: [], gradeCount: 0))
    try table.refuseUnknownKeys()
  }
}

extension PlannedEdit {
  /// Text where the bytes are text that TOML keeps; hexadecimal digits otherwise.
  fileprivate func writeBytes(_ key: String, _ bytes: [UInt8], to toml: inout TOMLWriter) {
    let text = bytes.text
    if Array(text.utf8) == bytes, !bytes.contains(ASCII.null) {
      toml.field(key, text)
    } else {
      let digits = Array("0123456789abcdef".utf8)
      toml.field(key + "-hex", bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }.text)
    }
  }

  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    path = try table.string("path")
    line = try table.integer("line")
    offset = try table.integer("offset")
    removed = try Self.bytes("removes", &table)
    inserted = try Self.bytes("inserts", &table)
    try table.refuseUnknownKeys()
  }

  private static func bytes(_ key: String, _ table: inout TableReader) throws(DocumentError) -> [UInt8] {
    if let hex = try table.optionalString(key + "-hex") {
      let digits = Array(hex.utf8)
      var bytes: [UInt8] = []
      for index in stride(from: 0, to: digits.count - 1, by: 2) {
        guard let byte = UInt8(digits[index...(index + 1)].text, radix: 16) else { break }
        bytes.append(byte)
      }
      guard bytes.count * 2 == digits.count else {
        throw table.error(key, "'\(key)-hex' is no hexadecimal text", nextStep: "Make the plan again.")
      }
      return bytes
    }
    return Array(try table.string(key).utf8)
  }
}

extension EffectiveChange {
  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    self.init(
      daemon: try table.string("daemon"), name: try table.string("name"), scope: try table.string("scope"),
      before: try table.optionalString("before"), after: try table.optionalString("after"))
    try table.refuseUnknownKeys()
  }
}

extension ListenerEffect {
  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    self.init(
      listener: try table.string("listener"), fact: try table.string("fact"),
      before: try table.optionalString("before"), after: try table.optionalString("after"))
    try table.refuseUnknownKeys()
  }
}

extension Plan.Assumption {
  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    self.init(subject: try table.string("subject"), statement: try table.string("statement"))
    try table.refuseUnknownKeys()
  }
}

extension Plan.Remark {
  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    self.init(id: try table.string("id"), kind: try table.choice("kind"), text: try table.string("text"))
    try table.refuseUnknownKeys()
  }
}

extension Plan.Input {
  fileprivate init(_ reader: TableReader) throws(DocumentError) {
    var table = reader
    self.init(
      path: try table.string("path"), sha256: try table.string("sha256"), byteCount: try table.integer("bytes"),
      like: try table.optionalString("like"))
    try table.refuseUnknownKeys()
  }
}
