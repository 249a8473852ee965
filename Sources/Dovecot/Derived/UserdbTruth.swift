internal import SettingsGraph
internal import SourceText

/// `user_query = SELECT …, mail FROM …`: a userdb gives each user settings of their own, which win over the files.
struct UserdbTruth {
  private let truth: DerivedTruth
  private let name: String

  init(_ truth: DerivedTruth, _ name: String) {
    self.truth = truth
    self.name = name
  }

  private var question: DovecotConfiguration.Question { truth.question }
  private var is2_4: Bool { truth.configuration.is2_4 }

  var implications: [Implication] {
    guard let field = UserdbField.name(for: name, is2_4: is2_4) else { return [] }
    return sources.flatMap { source -> [Implication] in
      if source.mentions(field) { return [named(field, source)] }
      return source.isOpen ? [unknown(field, source)] : []
    }
  }

  private func named(_ field: String, _ source: Source) -> Implication {
    let place = question.files.place(of: source.span)
    // 2.4: a field counts at its own path alone; a value inside a named block stands before it.
    if is2_4, name.contains("/") {
      return Implication(
        "This line stands in a named block and wins over the field \(field) that the userdb gives (\(place)).",
        span: source.span,
        remedy: movingOut(field))
    }
    return Implication(
      "The userdb gives a field \(field) (\(place)); where it has a value for a user, that value wins over this one.",
      span: source.span)
  }

  /// The asked-for setting in named blocks of 2.4, where it wins over the field that the userdb gives.
  var mentions: [UnreadMention] {
    guard is2_4, !name.contains("/"), let field = UserdbField.name(for: name, is2_4: true),
      let source = sources.first(where: { $0.mentions(field) })
    else { return [] }
    let graph = question.graph
    return graph.settings.indices.compactMap { index -> UnreadMention? in
      let id = SettingID(rawValue: UInt32(index))
      let path = graph.name(of: id)
      guard graph[id].daemon == .dovecot, path.hasPrefix("quota/"), path.hasSuffix("/\(name)"),
        let written = graph.assignments(of: id).last(where: { graph[$0].origin.span != nil }),
        let span = graph[written].origin.span
      else { return nil }
      let inBlock = UserdbTruth(truth, path)
      return UnreadMention(
        span: span, value: graph[written].valueSpan, reason: .moreSpecificScope,
        explanation: inBlock.named(field, source).sentence, cause: source.span, remedy: inBlock.movingOut(field))
    }
  }

  /// Takes the line out of its block and writes it below the block.
  private func movingOut(_ field: String) -> Remedy {
    let sentence = "Move the line out of the block, to the top level, where each user's own value wins."
    let (graph, files) = (question.graph, question.files)
    guard let setting = graph.find(.dovecot, name.utf8),
      let winner = graph.assignments(of: setting).last(where: { graph[$0].origin.span != nil }),
      let span = graph[winner].origin.span, let value = graph[winner].valueSpan,
      let block = truth.configuration.places.filter({ $0.contains(span) }).min(by: { $0.opened.lower < $1.opened.lower }
      )
    else { return Remedy(sentence, at: nil) }
    let bytes = files[span.file].bytes
    let line = files[span.file].lines.range(ofLine: files.line(of: span))
    let end = files[span.file].lines.range(ofLine: files.line(of: block.closed)).upperBound
    let moved = Array("\(field) = ".utf8) + files.bytes(of: value) + [ASCII.lineFeed]
    return Remedy(
      sentence, at: span,
      .replace(SourceSpan(file: span.file, line.lowerBound..<end), with: Array(bytes[line.upperBound..<end]) + moved))
  }

  private func unknown(_ field: String, _ source: Source) -> Implication {
    Implication(
      "Whether \(source.words) gives a user a field \(field) of their own is not in the configuration; `doveadm user USER` tells.",
      span: source.span, kind: .unknown)
  }

  // MARK: - Where fields come from

  private struct Source {
    let span: SourceSpan
    let text: String
    /// Fields may come from data that are not in the configuration.
    let isOpen: Bool
    let words: String

    /// Whether the text has the field as a word of its own.
    func mentions(_ field: String) -> Bool {
      text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "/") }.contains { word in
        word == field || word == "userdb_\(field)"
      }
    }
  }

  private var sources: [Source] { question.graph.settings.indices.compactMap(source) }

  private func source(_ index: Int) -> Source? {
    let id = SettingID(rawValue: UInt32(index))
    let graph = question.graph
    guard graph[id].daemon == .dovecot else { return nil }
    let path = graph.name(of: id)
    guard let last = path.split(separator: "/").last?.split(separator: ":").last,
      let assignment = graph.assignments(of: id).last(where: { graph[$0].origin.span != nil }),
      let span = graph[assignment].origin.span
    else { return nil }
    let text = graph[assignment].value.revealed(in: question.files).text
    if Self.queries.contains(String(last)) {
      return Source(
        span: span, text: text, isOpen: Self.selectsAll(text), words: "the query at \(question.files.place(of: span))")
    }
    guard path.hasPrefix("userdb/") || path.hasPrefix("passdb/") else { return nil }
    if path.contains("/fields/") || path.contains("userdb_fields/") {
      return Source(span: span, text: String(last) + " " + path, isOpen: false, words: "")
    }
    return ofDriver(path, String(last), text, span)
  }

  /// `args = uid=vmail home=/x mail=…` of a static userdb. A passwd-file is read elsewhere: it is no configuration.
  private func ofDriver(_ path: String, _ last: String, _ text: String, _ span: SourceSpan) -> Source? {
    switch last {
    case "args", "default_fields", "override_fields", "user_attrs":
      Source(span: span, text: text, isOpen: false, words: "")
    case "driver", "userdb_driver":
      path.hasPrefix("userdb/") && ["lua", "dict", "ldap"].contains(text)
        ? Source(span: span, text: "", isOpen: true, words: "userdb \(text) (\(question.files.place(of: span)))") : nil
    default: nil
    }
  }

  /// `SELECT *`, `u.*`: the columns are the table's.
  private static func selectsAll(_ query: String) -> Bool {
    let words = query.split { $0 == " " || $0 == "," || $0 == "\t" }
    return words.contains { $0 == "*" || $0.hasSuffix(".*") && $0.first?.isLetter == true }
  }

  private static let queries: Set<String> = [
    "user_query", "password_query", "user_attrs", "pass_attrs", "userdb_sql_query", "passdb_sql_query",
  ]
}

/// The field of a userdb that stands for a setting.
package enum UserdbField {
  /// Nil for settings that no userdb can give: what the server itself is made of.
  package static func name(for setting: String, is2_4: Bool) -> String? {
    let last = setting.split(separator: "/").last.map(String.init) ?? setting
    if let field = fields[setting] { return field }
    if !is2_4 { return setting.hasPrefix("plugin/") ? last : nil }
    return perUser.contains { last.hasPrefix($0) } ? last : nil
  }

  private static let fields = [
    "mail_location": "mail", "mail_home": "home", "mail_uid": "uid", "mail_gid": "gid", "mail_chroot": "chroot",
  ]

  private static let perUser = ["mail_path", "mail_driver", "mail_inbox_path", "quota_", "sieve_script_"]
}
