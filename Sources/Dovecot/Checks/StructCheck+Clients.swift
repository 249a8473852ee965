internal import SettingsGraph
internal import SourceText

/// What the parts look at that talk to other servers, and the programs that are run.
extension StructCheck {
  static let clients: [StructCheck] = [
    .notZero("imapc", "imapc_max_idle_time"),
    StructCheck("imapc", ["imapc_features"], .word) { imapcFeatures($0) },
    .known("pop3c", "pop3c_features", ["no-pipelining"], "pop3c_features: Unknown feature: "),
    .notEmpty("doveadm", "dsync_hashed_headers"), .notEmpty("doveadm", "dsync_alt_char"),
    .known("doveadm", "dsync_features", ["empty-header-workaround"], "dsync_features: Unknown feature: "),
  ]

  static let clients2_4: [StructCheck] = [
    .notZero("imapc", "imapc_max_line_length"),
    StructCheck("dict_redis", ["redis_host"]) {
      IPAddress(maybeBracketed: $0.text("redis_host")) == nil ? "redis_host is not a valid IP" : nil
    },
    StructCheck("http_client", ["http_client_proxy_url"]) { settings in
      let text = settings.text("http_client_proxy_url")
      return text.isEmpty ? nil : URLText.complaint(about: text).map { "Invalid http_client_proxy_url: \($0)" }
    },
    .notZero("http_client", "http_client_request_max_attempts", "request_max_attempts must not be 0"),
    .notZero("http_client", "http_client_max_pipelined_requests"),
    .notZero("http_client", "http_client_max_parallel_connections"),
    .notZero(
      "http_client", "http_client_connect_backoff_time", "http_client_connect_backoff_time_msecs must not be 0"),
    StructCheck(
      "http_client", ["http_client_connect_backoff_time", "http_client_connect_backoff_max_time"], .combination
    ) { settings in
      let (time, most) = (
        settings.number("http_client_connect_backoff_time"), settings.number("http_client_connect_backoff_max_time")
      )
      guard most < time, time > 0 else { return nil }
      return "http_client_connect_backoff_time_msecs (\(most)) must not be smaller than "
        + "http_client_connect_backoff_max_time_msecs (\(time))"
    },
    .notZero("http_client", "http_client_request_timeout", "http_client_request_timeout_msecs must not be 0"),
    .notZero("http_server", "http_server_max_pipelined_requests"),
    StructCheck("execute", ["execute_tcp_port", "execute_driver", "execute_name"], .combination) { settings in
      guard settings.text("execute_driver") == "tcp", settings.number("execute_tcp_port") == 0 else { return nil }
      // Without a host the block's name is taken for HOST:PORT.
      let name = settings.text("execute_name").split(separator: ":")
      if settings.text("execute_tcp_host").isEmpty, name.count == 2, UInt16(name[1]) ?? 0 > 0 { return nil }
      return "execute_tcp_port must not be 0 with execute_driver=tcp"
    },
  ]

  // MARK: - Features

  private static let features2_3: Set = [
    "rfc822.size", "guid-forced", "fetch-headers", "gmail-migration", "search", "zimbra-workarounds", "no-examine",
    "proxyauth", "fetch-msn-workarounds", "fetch-fix-broken-mails", "modseq", "delay-login", "fetch-bodystructure",
    "send-id", "fetch-empty-is-expunged", "no-msn-updates", "acl",
  ]
  private static let features2_4: Set = [
    "no-fetch-size", "guid-forced", "no-fetch-headers", "gmail-migration", "no-search", "zimbra-workarounds",
    "no-examine", "proxyauth", "fetch-msn-workarounds", "fetch-fix-broken-mails", "no-modseq", "no-delay-login",
    "no-fetch-bodystructure", "send-id", "fetch-empty-is-expunged", "no-msn-updates", "no-acl",
  ]
  /// `no-idle`: since 2.4.2 any capability that the client knows can be left out.
  private static let capabilities: Set<String> = Set(
    [
      "sasl-ir", "literal+", "qresync", "idle", "uidplus", "auth=plain", "starttls", "x-gm-ext-1", "condstore",
      "namespace", "unselect", "esearch", "within", "quota", "id", "savedate", "metadata", "sort", "esort",
      "sort=display", "search=mimepart", "search=x-mimepart", "imap4rev1", "imap4rev2",
    ].map { "no-" + $0 })

  private static func imapcFeatures(_ settings: any CheckedSettings) -> String? {
    for word in settings.words("imapc_features") {
      // 2.4 compares the letters' case too.
      let name = settings.is2_4 ? word : word.lowercased()
      if name.hasPrefix("throttle:") {
        let numbers = name.dropFirst(9).split(separator: ":", omittingEmptySubsequences: false)
        if numbers.count == 3, numbers.allSatisfy({ UInt32($0) != nil }) { continue }
        return "imapc_features: Invalid throttle settings"
      }
      if settings.is2_4 ? features2_4.contains(name) : features2_3.contains(name) { continue }
      if settings.version >= ProgramVersion(2, 4, 2), capabilities.contains(name.lowercased()) { continue }
      return "imapc_features: Unknown feature: \(word)"
    }
    return nil
  }
}
