internal import SettingsGraph
internal import SourceText

/// What the statistics look at (`stats-settings.c`).
extension StructCheck {
  static let statistics2_4: [StructCheck] = [
    StructCheck("stats_exporter", ["event_exporter_format", "event_exporter_name"], .word) {
      $0.text("event_exporter_name").isEmpty ? nil : exporterFormat($0.text("event_exporter_format"))
    },
    StructCheck("stats_metric", ["metric_filter"]) { settings in
      let filter = Array(settings.text("metric_filter").utf8)
      let name = settings.text("metric_name")
      if name.isEmpty { return nil }
      if filter.isEmpty { return "metric \(name) { filter } is empty - will not match anything" }
      return EventFilter.complaint(about: filter, settings.version)
    },
  ]

  static func exporterFormat(_ format: String) -> String? {
    if format.isEmpty { return "Exporter format name can't be empty" }
    return ["none", "json", "tab-text"].contains(format) ? nil : "Unknown exporter format '\(format)'"
  }

  /// By the section that they look at, `metric`.
  static let sections2_3: [String: [StructCheck]] = [
    "event_exporter": [
      StructCheck("stats", ["name"]) { $0.text("name").isEmpty ? "Exporter name can't be empty" : nil },
      StructCheck("stats", ["format"], .word) { exporterFormat($0.text("format")) },
      StructCheck("stats", ["transport"], .word) { settings in
        let transport = settings.text("transport")
        if transport.isEmpty { return "Exporter transport name can't be empty" }
        return ["drop", "http-post", "log"].contains(transport) ? nil : "Unknown transport type '\(transport)'"
      },
      StructCheck("stats", ["format_args", "format"], .combination) { exporterArguments($0) },
    ],
    "metric": [
      StructCheck("stats", ["metric_name"]) { $0.text("metric_name").isEmpty ? "Metric name can't be empty" : nil },
      StructCheck("stats", ["filter"]) { settings in
        let filter = Array(settings.text("filter").utf8)
        return filter.isEmpty
          ? "metric \(settings.text("metric_name")) { filter } is empty - will not match anything"
          : EventFilter.complaint(about: filter, settings.version)
      },
      StructCheck("stats", ["group_by"]) { GroupBy.complaint(about: $0.words("group_by")) },
    ],
    "passdb": [
      StructCheck("auth", ["pass", "result_success"], .combination) {
        $0.isOn("pass") && $0.text("result_success") != "return-ok"
          ? "Obsolete pass=yes setting mixed with non-default result_success" : nil
      }
    ],
    "namespace": [
      StructCheck("mail_storage", ["separator"]) {
        $0.text("separator").utf8.count > 1
          ? "Namespace '\($0.text("prefix"))': Hierarchy separator must be only one character long" : nil
      }
    ],
    "namespace/*/mailbox": [
      StructCheck("mail_storage", ["special_use"], .word) { settings in
        unknownLabels(settings.words("special_use")).first.map {
          "mailbox \(settings.text("name")): unknown special_use: \($0)"
        }
      }
    ],
  ]

  /// `format_args = time-rfc3339`
  private static func exporterArguments(_ settings: any CheckedSettings) -> String? {
    let words = settings.words("format_args")
    if let unknown = words.first(where: { $0 != "time-rfc3339" && $0 != "time-unix" }) {
      return "Unknown exporter format arg: \(unknown)"
    }
    if Set(words).count > 1 { return "Exporter '\(settings.text("name"))' specifies multiple time format args" }
    let format = settings.text("format")
    return words.isEmpty && ["json", "tab-text"].contains(format)
      ? "\(format) exporter format requires a time-* argument" : nil
  }
}

/// `group_by = duration:exponential:1:5:10`: how 2.3 groups the events of a metric.
enum GroupBy {
  static func complaint(about fields: [String]) -> String? {
    fields.lazy.compactMap { complaint(about: $0) }.first
  }

  private static func complaint(about field: String) -> String? {
    let parts = field.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return nil }
    switch parts[1] {
    case "discrete":
      return parts.count > 2 ? "group_by 'discrete' aggregate function does not take any args" : nil
    case "exponential", "linear": return complaint(about: parts[1], Array(parts.dropFirst(2)))
    default: return "unknown aggregation function '\(parts[1])' on field '\(parts[0])'"
    }
  }

  private static func complaint(about function: String, _ arguments: [String]) -> String? {
    let numbers = arguments.compactMap { Int64($0) }
    let start = "group_by '\(function)' aggregate function "
    guard numbers.count == 3, arguments.count == 3 else { return start + "takes 3 int args" }
    let (least, most, step) = (numbers[0], numbers[1], numbers[2])
    if numbers.contains(where: { $0 < 0 }) { return start + "arguments must be >= 0" }
    if least >= most { return start + "min must be < max (\(least) must be < \(most))" }
    if function == "exponential" {
      return step == 2 || step == 10 ? nil : start + "base must be one of: 2, 10 (base=\(step))"
    }
    let (sum, isTooLarge) = least.addingReportingOverflow(step)
    return isTooLarge || sum > most ? start + "min+step must be <= max (\(sum) must be <= \(most))" : nil
  }
}
