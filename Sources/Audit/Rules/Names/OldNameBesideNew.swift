internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `postscreen_blacklist_action = drop` with `postscreen_denylist_action = enforce`
struct OldNameBesideNew: Rule {
  let page = RulePage(
    code: "DT1009", title: "A parameter is set by its old and its new name",
    problem: "Two names of one parameter are set. The old one is no more than the default of the new one.",
    consequence: "The line with the old name has no effect, even where the new name is set to nothing.",
    fix: "Remove the line with the old name.", exceptions: "One main.cf for old and new versions of Postfix.",
    sources: ["postconf(5)", "run with Postfix 3.10.13 and 3.11.7"])

  private static let names = [
    ("postscreen_blacklist_action", "postscreen_denylist_action"),
    ("postscreen_whitelist_interfaces", "postscreen_allowlist_interfaces"),
    ("postscreen_dnsbl_whitelist_threshold", "postscreen_dnsbl_allowlist_threshold"),
    ("smtp_per_record_deadline", "smtp_per_request_deadline"),
    ("lmtp_per_record_deadline", "lmtp_per_request_deadline"),
    ("smtpd_per_record_deadline", "smtpd_per_request_deadline"),
    ("tlsproxy_client_level", "tlsproxy_client_security_level"),
    ("tlsproxy_client_policy", "tlsproxy_client_policy_maps"), ("virtual_maps", "virtual_alias_maps"),
    ("fallback_relay", "smtp_fallback_relay"), ("authorized_verp_clients", "smtpd_authorized_verp_clients"),
    ("smtpd_client_connection_limit_exceptions", "smtpd_client_event_limit_exceptions"),
    ("postscreen_dnsbl_ttl", "postscreen_dnsbl_max_ttl"),
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    Self.names.compactMap { old, new in
      guard let new = server.postfix(new), new.isWritten, let old = server.postfix(old), old.isWritten,
        old.text != new.text
      else { return nil }
      return server.finding(
        .warning, "\(server.text(old)) has no effect: \(server.text(new)) is the same parameter by its new name.", old,
        besides: [new])
    }
  }
}
