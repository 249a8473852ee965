internal import SettingsGraph
internal import SourceText

/// `group @mailbox_defaults english {`: the groups that the program has by itself, as `doveconf -d @label/name` prints
/// them (2.4.1, 2.4.5; source of the versions between).
struct BuiltInGroups {
  struct Setting {
    /// Below the group: `namespace/inbox/mailbox/Trash`.
    let blocks: [(word: String, name: String)]
    let name: String
    let value: String
  }

  let version: ProgramVersion

  static let names: Set<String> = ["@mailbox_defaults/english", "@metric_defaults/proxy", "@metric_defaults/backend"]

  func settings(of label: [UInt8], _ name: [UInt8]) -> [Setting] {
    switch "\(label.text)/\(name.text)" {
    case "@mailbox_defaults/english": mailboxes
    case "@metric_defaults/proxy": metrics(logins + proxy)
    case "@metric_defaults/backend": metrics(logins + backend)
    default: []
    }
  }

  // MARK: - Mailboxes

  private var mailboxes: [Setting] {
    let inbox = [(word: "namespace", name: "inbox")]
    var settings = [Setting(blocks: inbox, name: "namespace_inbox", value: "yes")]
    for name in ["Drafts", "Junk", "Sent", "Trash"] {
      let mailbox = inbox + [(word: "mailbox", name: name)]
      if version >= ProgramVersion(2, 4, 3) {
        settings.append(Setting(blocks: mailbox, name: "mailbox_auto", value: "subscribe"))
      }
      settings.append(Setting(blocks: mailbox, name: "mailbox_special_use", value: "\\\(name)"))
    }
    return settings
  }

  // MARK: - Metrics

  private typealias Metric = (name: String, filter: String, fields: String)

  private let logins: [Metric] = [
    ("auth_successes", "event=auth_request_finished AND success=yes", ""),
    ("auth_failures", "event=auth_request_finished AND NOT success=yes", ""),
  ]

  private var proxy: [Metric] {
    let aborted: Metric = ("login_aborted", "event=login_aborted", "")
    let established: Metric = ("proxy_session_established", "event=proxy_session_established", "")
    return version >= ProgramVersion(2, 4, 2) ? [aborted, established] : [aborted]
  }

  private let backend: [Metric] = [
    ("imap_commands", "event=imap_command_finished", ""),
    ("mail_deliveries", "event=mail_delivery_finished", ""),
    ("mail_submissions", "event=smtp_submit_finished", ""),
    ("mail_user_session_finished", "event=mail_user_session_finished", "rss utime"),
  ]

  private func metrics(_ metrics: [Metric]) -> [Setting] {
    metrics.flatMap { metric in
      let block = [(word: "metric", name: metric.name)]
      let filter = Setting(blocks: block, name: "metric_filter", value: metric.filter)
      return metric.fields.isEmpty
        ? [filter] : [filter, Setting(blocks: block, name: "metric_fields", value: metric.fields)]
    }
  }

  init(_ version: ProgramVersion) { self.version = version }
}

extension Language2_4 {
  /// Puts what the used groups of the program set on the graph, once for each group.
  mutating func addBuiltInGroups(_ state: inout ReadingState) {
    var seen: Set<String> = []
    for use in includedGroups {
      let settings = BuiltInGroups(state.version).settings(of: use.label, use.name)
      guard !settings.isEmpty, seen.insert("\(use.label.text)/\(use.name.text)").inserted else { continue }
      let group = open(.group(label: use.label, name: use.name), in: 0, at: nil, &state)
      for setting in settings { add(setting, to: group, "group \(use.label.text) \(use.name.text)", &state) }
    }
  }

  private mutating func add(
    _ setting: BuiltInGroups.Setting, to group: Int, _ condition: String, _ state: inout ReadingState
  ) {
    var block = group
    for (word, name) in setting.blocks {
      block = open(.list(Array(word.utf8), name: Array(name.utf8)), in: block, at: nil, &state)
    }
    let name = Array(setting.name.utf8)
    // What is written in a group of the same name counts before it.
    guard blocks[block].entries[name] == nil, let row = state.catalogue.row(at: name) else { return }
    let path = blocks[block].path + name
    let old = configVersion.flatMap { ProgramVersion($0.text.text) }.flatMap {
      DefaultHistory().oldDefault(of: path, configVersion: $0, programVersion: state.version)
    }
    state.add(
      Assignment(
        setting: state.graph.setting(.dovecot, path), scope: .global, operation: .set,
        value: SettingValue(old.map(Array.init) ?? Array(setting.value.utf8)), valueSpan: nil,
        origin: .builtInDefault(condition: condition)),
      AssignmentFacts(block: block, row: row, native: nil, expanded: nil))
  }
}
