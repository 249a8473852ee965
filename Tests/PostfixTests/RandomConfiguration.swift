import OracleSupport
import Postfix

/// Random main.cf and master.cf: mostly what people write, with every trap of the grammar between.
enum RandomConfiguration {
  private static let names = [
    "relayhost", "mydestination", "mynetworks", "smtpd_banner", "smtpd_helo_required", "smtpd_helo_restrictions",
    "compatibility_level", "virtual_alias_maps", "smtpd_use_tls", "smtpd_tls_security_level", "alias_maps",
    "smtpd_restriction_classes", "foo", "bar", "my-dest", "virtual_maps", "fallback_relay", "mailbox_command",
    "inet_protocols", "myhostname", "mydomain", "foo_time_limit", "foo_destination_recipient_limit",
    "local_destination_recipient_limit", "corp_server_host", "corp_bogus", "process_name", "service_name",
    "config_directory", "forward_path", "smtpd_forbidden_commands", "Foo", "disable_dns_lookups", "mynetworks_style",
    "relay_destination_concurrency_limit", "tlsproxy_client_level", "debugger_command", "queue_directory",
  ]
  private static let words = [
    "a", "b", "$foo", "${foo}", "$(bar)", "$undefined", "$$", "${foo?yes}", "${foo:no}", "${foo?{yes}:{no}}",
    "${{$foo} == {a} ? {t} : {f}}", "${{1} < {2}}", "$myhostname", "$mydomain", "hash:/etc/x", "ldap:corp", ",", "#",
    "# x",
    "${relayhost", "${}", "$ ", "${a.b}", "${{a} =~ {b}}", "{", "}", "{x y}", "permit_mynetworks", "reject", "yes",
    "no",
    "3.6", "0", "2", "ipv4", "all", "proxy:ldap:corp", "mysql:/etc/none.cf", "$smtpd_banner", "\u{0B}", "é", "x=y", "=",
    "inline:{a=b}", "pcre:{{/#/ x}}", "${{$compatibility_level} <level {3.6} ? {o} : {n}}", "$mail_name", "${foo{a}}",
    "unionmap:{ldap:corp, static:x}", "$forward_path", "$process_name", "$service_name", "host",
  ]
  private static let separators = [" ", ", ", ",", "\n  ", "\n# c\n\t", "\n\n   ", "  "]

  static func pair(_ generator: inout SplitMix64) -> RealPostconf.Pair {
    RealPostconf.Pair(main: main(&generator), master: master(&generator))
  }

  private static func main(_ generator: inout SplitMix64) -> [UInt8] {
    var text = generator.chance(1, in: 30) ? "  leading = x\n" : ""
    for _ in 0..<Int.random(in: 0...7, using: &generator) {
      switch Int.random(in: 0..<40, using: &generator) {
      case 0: text += "# comment = x\n"
      case 1: text += "\n"
      case 2: text += "   swallowed = x\n"
      case 3 where generator.chance(1, in: 4): text += "no equals\n"
      case 4: text += "foo = \r\n"
      default:
        let name = name(&generator)
        text += name + pick([" = ", "=", " =", "= "], &generator) + value(of: name, &generator) + "\n"
      }
    }
    if generator.chance(1, in: 10), text.hasSuffix("\n") { text.removeLast() }
    return Array(text.utf8)
  }

  private static func name(_ generator: inout SplitMix64) -> String { pick(names, &generator) }

  /// A few parameters end every run where their value is nonsense: mostly it is not.
  private static func value(of name: String, _ generator: inout SplitMix64) -> String {
    // Whether a value sees an assignment of these depends on the order in which postconf meets the two.
    if name == "process_name" || name == "service_name" { return pick(["a", "", "b c"], &generator) }
    guard !generator.chance(1, in: 8) else { return value(&generator) }
    switch name {
    case "mynetworks_style": return pick(["host", "subnet", "class"], &generator)
    case "inet_protocols": return pick(["all", "ipv4", "ipv4, ipv6", "ipv6"], &generator)
    case "compatibility_level": return pick(["0", "1", "2", "3.6", "3.11", "3.6.1"], &generator)
    default: return value(&generator)
    }
  }

  /// Broken macros end the whole run: they come less often than the other words.
  private static func value(_ generator: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      var word = pick(words, &generator)
      if word.hasPrefix("$"), isBroken(word), !generator.chance(1, in: 6) { word = "ok" }
      text += (text.isEmpty ? "" : pick(separators, &generator)) + word
    }
    return text
  }

  private static func isBroken(_ word: String) -> Bool {
    ["${relayhost", "${}", "$ ", "${a.b}", "${{a} =~ {b}}", "${foo{a}}"].contains(word)
  }

  private static func master(_ generator: inout SplitMix64) -> [UInt8] {
    var text = ""
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      let service = pick(["smtp", "foo", "127.0.0.1:25", "relay", "bar", "corp"], &generator)
      let type = pick(["inet", "unix"], &generator)
      let command = pick(["smtpd", "smtp", "pipe", "spawn", "local", "cleanup", "dir/smtpd"], &generator)
      text += "\(service) \(type) \(pick(["n", "-"], &generator)) - n - \(pick(["-", "0", "5"], &generator)) \(command)"
      for _ in 0..<Int.random(in: 0...3, using: &generator) { text += argument(&generator) }
      text += "\n"
      if generator.chance(1, in: 12) { text += "# comment\n" }
      if generator.chance(1, in: 60) { text += "short line\n" }
    }
    return Array(text.utf8)
  }

  private static func argument(_ generator: inout SplitMix64) -> String {
    let name = name(&generator)
    let word = pick(words.filter { !$0.contains(" ") && !$0.contains("{") }, &generator)
    let line = pick([" ", "\n  ", "\n#x\n  "], &generator)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: return "\(line)-o { \(name) = \(value(&generator)) }"
    case 1: return "\(line)-o\(name)=\(word)"
    case 2: return "\(line)-v"
    case 3: return "\(line)-vo \(name)=\(word)"
    case 4: return "\(line)flags=R"
    case 5 where generator.chance(1, in: 4): return "\(line)-o \(name) = \(word)"
    case 6 where generator.chance(1, in: 4): return "\(line)-o {\(name)}"
    default: return "\(line)-o \(name)=\(word)"
    }
  }

  private static func pick<T>(_ choices: [T], _ generator: inout SplitMix64) -> T {
    choices[Int.random(in: 0..<choices.count, using: &generator)]
  }
}
