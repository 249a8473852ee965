import OracleSupport
import Postfix
import SettingsGraph
import SourceText

/// Random names and values of parameters: those of one version's catalogue, and the words that mean something in them.
struct RandomValue {
  private let catalogue: [String]
  private let versions: [String]

  init(_ version: ProgramVersion) {
    // The values of these are evaluated by every postconf, and most of them are fatal.
    let touchy: Set<String> = ["inet_interfaces", "inet_protocols", "mynetworks_style", "process_name", "service_name"]
    catalogue = ParameterCatalogue(for: version).names.map(\.text).filter { !touchy.contains($0) }
    versions = ParameterCatalogue.knownVersions.flatMap { ParameterCatalogue(for: $0).names.map(\.text) }
  }

  private static let names = [
    "relayhost", "mydestination", "mynetworks", "smtpd_banner", "smtpd_helo_required", "smtpd_helo_restrictions",
    "compatibility_level", "virtual_alias_maps", "smtpd_use_tls", "smtpd_tls_security_level", "alias_maps",
    "smtpd_restriction_classes", "foo", "bar", "my-dest", "virtual_maps", "fallback_relay", "mailbox_command",
    "inet_protocols", "inet_interfaces", "myhostname", "mydomain", "foo_time_limit", "foo_destination_recipient_limit",
    "local_destination_recipient_limit", "corp_server_host", "corp_bogus", "process_name", "service_name",
    "config_directory", "forward_path", "smtpd_forbidden_commands", "Foo", "disable_dns_lookups", "mynetworks_style",
    "relay_destination_concurrency_limit", "tlsproxy_client_level", "debugger_command", "queue_directory", "corp_hosts",
    "x_dbname", "x_password", "smtp_transport_rate_delay", "bar_delivery_slot_cost", "relay_domains", "process_id",
    "$foo", "{y}", "foo,bar", "é", "a.b", "smtpd-banner", "default_database_type", "alias_database", "${foo}", "0", "_",
    "smtpd_relay_restrictions", "authorized_verp_clients", "smtpd_per_record_deadline", "mua_client_restrictions",
    "smtpd_recipient_restrictions", "multi_instance_enable", "multi_instance_directories", "import_environment",
    "unknown_local_recipient_reject_code", "transport_maps", "luser_relay", "default_rbl_reply", "mail_name",
  ]

  private static let words = [
    "a", "b", "$foo", "${foo}", "$(bar)", "$undefined", "$$", "${foo?yes}", "${foo:no}", "${foo?{yes}:{no}}",
    "${{$foo} == {a} ? {t} : {f}}", "${{1} < {2}}", "$myhostname", "$mydomain", "hash:/etc/x", "ldap:corp", ",", "#",
    "# x", "{", "}", "{x y}", "permit_mynetworks", "reject", "yes", "no", "3.6", "0", "2", "ipv4", "all",
    "proxy:ldap:corp", "mysql:/etc/none.cf", "$smtpd_banner", "\u{0B}", "é", "x=y", "=", "inline:{a=b}",
    "pcre:{{/#/ x}}", "${{$compatibility_level} <level {3.6} ? {o} : {n}}", "$mail_name",
    "unionmap:{ldap:corp, static:x}",
    "$forward_path", "$process_name", "$service_name", "host", "${foo?{ $bar }:{${bar?{x}:{y}}}}", "$(foo?a)",
    "${ foo }", "${foo ? {a} : {b}}", "${foo?a:b}", "${{010} == {10} ? {t}}", "${{a} != {$bar} : {f}}", "${{b} >= {a}}",
    "${{3.11} >level {3.9} ? {t} : {f}}", "${{$foo}<={$bar}}", "$(foo?{a(b)})", "pgsql:x", "sqlite:x", "memcache:x",
    "mongodb:x", "debug:ldap:corp", "proxy:unionmap:{proxy:mysql:x}", "{ {ldap:corp} }", "check_policy_service",
    "{ inet:h:1, timeout=10s }", "!10.0.0.0/8", "[::1]:25", "127.0.0.1", "$config_directory/x", "/etc/postfix/x",
    "pcre:/etc/x", "tcp:h:1", "environ:x", "$mynetworks", "$mydestination", "#x y", "a#", "\u{A0}", "$process_id",
    "${foo?}", "${foo:}", "$foo$bar", "$default_database_type:x", "ldap:/etc/none", "ldap:./x", "ldap:", ":x", "a:",
    "\t", "smtp:[h]:25", "lmtp:unix:private/x", "$0", "$_", "${x_dbname}", "mua_client_restrictions", "foo", "bar",
    "$mua_client_restrictions", "$relay_domains", "$alias_maps", "regexp:{{/^a$$/ $$1}}", "cidr:{{1.2.3.4 x}}",
    "${{$mail_version} <level {3.8} ? {old} : {new}}", "${{} == {} ? {empty}}", "${foo?{}:{x}}", "randmap:{a,b}",
  ]

  /// Each ends the whole run where postconf has to expand it.
  private static let brokenWords = [
    "${relayhost", "${}", "$ ", "${a.b}", "${{a} =~ {b}}", "${foo{a}}", "$", "$-", "$(", "$()", "${ }", "${foo?{a}b}",
    "${foo?{a}:{b}c}", "${{a} == b}", "${{a} == {b}x}", "${{a}", "${{a} ==}", "${{a} ==x {b}}", "${{a} <level {x}}",
    "${{99999999999999999999} < {1}}", "${foo?{a}", "${foo:{a}b}", "${?a}", "${:a}", "${foo bar}", "$(foo?{a)",
    "${domain_to_ascii{é.x}}", "${domain_to_utf8{x}}", "${domain_to_ascii{$foo}}", "$recursive", "${{a}{b}}",
    "${{a} = {b}}", "${{a} === {b}}", "${{a} ==level {b}}", "${foo?{a}:b}", "${foo:{a}:b}", "${{1} < {2} x}",
  ]

  private static let separators = [" ", ", ", ",", "\n  ", "\n# c\n\t", "\n\n   ", "  ", "\t", "\n \r\n ", "\n\u{0C}"]

  func name(_ generator: inout SplitMix64) -> String {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0, 1, 2: generator.pick(catalogue)
    case 3: generator.pick(versions)
    default: generator.pick(Self.names)
    }
  }

  /// A few parameters end every run where their value is nonsense: mostly it is not.
  func value(of name: String, _ generator: inout SplitMix64) -> String {
    // Whether a value sees an assignment of these depends on the order in which postconf meets the two.
    if ["process_name", "service_name", "process_id"].contains(name) { return generator.pick(["a", "", "b c"]) }
    let isSensible = !generator.chance(1, in: 8)
    switch name {
    case "mynetworks_style" where isSensible: return generator.pick(["host", "subnet", "class"])
    case "inet_protocols" where isSensible: return generator.pick(["all", "ipv4", "ipv4, ipv6", "ipv6"])
    case "inet_interfaces" where isSensible:
      return generator.pick(["all", "loopback-only", "127.0.0.1", "127.0.0.1, [::1]", "::1", "$foo 127.0.0.1"])
    case "compatibility_level" where isSensible:
      return generator.pick(["0", "1", "2", "3.6", "3.11", "3.6.1", "3.11.7", "10"])
    default: return value(&generator)
    }
  }

  func value(_ generator: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      text += (text.isEmpty ? "" : generator.pick(Self.separators)) + word(&generator)
    }
    return text
  }

  /// One word; of one that names a parameter of the catalogue the default is taken.
  func word(_ generator: inout SplitMix64) -> String {
    if generator.chance(1, in: 60) { return generator.pick(Self.brokenWords) }
    if generator.chance(1, in: 12) { return "$" + generator.pick(catalogue) }
    return generator.pick(Self.words)
  }

  /// A word that an argument of master.cf can hold without braces.
  func plainWord(_ generator: inout SplitMix64) -> String {
    let word = word(&generator)
    return word.contains { " \t\n{".contains($0) } ? "plain" : word
  }
}
