internal import SettingsGraph
internal import SourceText

/// What every part of the daemon looks at before it logs (`master-service-settings.c`).
extension StructCheck {
  static let logging: [StructCheck] = [
    StructCheck("master_service", ["syslog_facility"], .word) { settings in
      let text = settings.text("syslog_facility")
      return facilities.contains(text) ? nil : "Unknown syslog_facility: \(text)"
    },
    eventFilter("log_debug"), eventFilter("log_core_filter"), eventFilter("process_shutdown_filter"),
  ]

  private static let facilities: Set<String> = Set(
    ["auth", "authpriv", "cron", "daemon", "ftp", "kern", "lpr", "mail", "news", "syslog", "uucp", "user"]
      + (0...7).map { "local\($0)" })

  private static func eventFilter(_ name: String) -> StructCheck {
    StructCheck("master_service", [name]) { settings in
      let text = Array(settings.text(name).utf8)
      return EventFilter.complaint(about: text, settings.version).map { "Invalid \(name): \($0)" }
    }
  }
}
