import SettingsGraph

/// A small configuration made of everything that the language has, right and wrong, from a random number.
struct RandomConfiguration {
  private var random: SplitMix
  private let is2_4: Bool
  /// Two of three are meant to be accepted: values of the right type, blocks that are closed.
  private let isTame: Bool
  private(set) var files: [(name: String, text: String)] = []

  init(seed: UInt64, version: ProgramVersion) {
    random = SplitMix(state: seed)
    is2_4 = version >= ProgramVersion(2, 4)
    isTame = random.below(3) != 0
    var text = ""
    if is2_4 { text += "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n" }
    for name in ["a.conf", "b.conf"] where random.below(3) == 0 {
      files.append((name, lines(random.below(5), depth: 0)))
    }
    text += lines(2 + random.below(8), depth: 0)
    files.append(("dovecot.conf", text))
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[random.below(elements.count)] }

  private mutating func lines(_ count: Int, depth: Int) -> String {
    (0..<count).map { _ in line(depth: depth) }.joined()
  }

  private mutating func line(depth: Int) -> String {
    let indent = String(repeating: pick(["  ", "\t", ""]), count: depth)
    switch random.below(20) {
    case 0: return indent + pick(["# words\n", "#ssl = no\n", "\n", "  \t\n", "#\n"])
    case 1, 2, 3: return block(indent, depth)
    case 4 where depth == 0 && !isTame: return include()
    case 5 where !isTame: return indent + noise()
    case 6 where !isTame:
      return indent + assignment() + " \\\n" + indent + pick(["more", "# lost", "", "x \\\n y"]) + "\n"
    default: return indent + assignment() + pick(["", "", "", " # comment", "#tight", "  ", " \t"]) + "\n"
    }
  }

  private mutating func include() -> String {
    let pattern = pick(["a.conf", "b.conf", "*.conf.x", "{a,b}.conf", "[ab].conf", "\"a.conf\"", "dovecot.conf"])
    return pick(["!include ", "!include_try ", "!include_try\t"]) + pattern + "\n"
  }

  private mutating func noise() -> String {
    pick([
      "}\n", "foo\n", "= x\n", "foo bar {\n", "ssl {\n", "mail_home = /x }\n", "service imap { vsz_limit = 1G }\n",
      "protocol imap\n", "unknown_setting = 1\n", "Mail_home = /x\n", "service {\n}\n", "!include=x\n",
    ])
  }

  private mutating func assignment() -> String {
    let equals = pick([" = ", "=", " =", "= ", "   =\t"])
    // What another setting's value would do in a number or a choice shows only where values are expanded.
    if random.below(6) == 0 {
      return pick(["mail_home", "hostname", "login_greeting", "log_path"]) + equals + reference()
    }
    if isTame {
      let name = pick(names.filter { Self.typedValues[$0] != nil })
      return name + equals + pick(Self.typedValues[name] ?? [])
    }
    return pick(names) + equals + value()
  }

  private static let text = [
    "/a b", "\"quoted # text\"", "'single'", "\"a\\\"b\"", "\"open", "a=b=c", "~/m", "user=a pass=b c=d", "é",
    "\" lead\"", "{",
    "http://u:p@h/x", "a password=secret;x", "", "</etc/ssl/x.pem", "%u",
  ]
  private static let typedValues: [String: [String]] = [
    "mail_home": text, "login_greeting": text, "hostname": text, "doveadm_password": text, "ssl_cert": text,
    "ssl_key": text, "mail_location": text, "mail_path": text, "mail_driver": ["mbox", "maildir"],
    "ssl_server_cert_file": ["/a", "</x"], "ssl_server_key_file": ["/a"], "mail_plugins": ["a b", "quota", ""],
    "ssl": ["yes", "no", "required"], "mail_debug": ["yes", "no", "Y", "1"], "auth_verbose": ["yes", "NO"],
    "mail_max_keyword_length": ["10", "50"],
    "imap_idle_notify_interval": ["5 mins", "30s", "120 secs", "2h", "1 week"],
    "imap_max_line_length": ["64k", "1 M", "100", "2GiB"], "mail_fsync": ["never", "optimized", "always"],
    "auth_cache_size": ["10M", "4 k", "2048"], "auth_failure_delay": ["2 secs", "5s"], "first_valid_uid": ["500", "1"],
    "lmtp_save_to_detail_mailbox": ["yes", "no"], "disable_plaintext_auth": ["yes", "no"], "log_path": text,
    "auth_mechanisms": ["plain login", "plain"], "login_trusted_networks": ["10.0.0.0/8"], "protocols": ["imap"],
  ]

  private mutating func reference() -> String {
    pick(
      is2_4
        ? ["$SET:mail_home/x", "$SET:mail_home x", "$ENV:HOME", "$mail_plugins a", "%{user}"]
        : ["$mail_plugins a", "a $mail_plugins", "$mail_home/x", "$mail_home  x", "$hostname", "x$mail_home"])
  }

  private var names: [String] {
    let both = [
      "mail_home", "mail_home", "ssl", "ssl", "mail_debug", "auth_verbose", "auth_mechanisms", "mail_plugins",
      "mail_max_keyword_length", "imap_idle_notify_interval", "imap_max_line_length", "login_greeting", "hostname",
      "mail_fsync", "log_path", "mail_uid", "doveadm_password", "imap_client_workarounds",
      "mailbox_idle_check_interval",
      "auth_cache_size", "auth_failure_delay", "lmtp_save_to_detail_mailbox", "first_valid_uid", "protocols",
    ]
    return both
      + (is2_4
        ? ["ssl_server_cert_file", "ssl_server_key_file", "mail_driver", "mail_path", "auth_allow_cleartext"]
        : ["ssl_cert", "ssl_key", "mail_location", "disable_plaintext_auth", "login_trusted_networks"])
  }

  private mutating func value() -> String {
    let simple = [
      "yes", "no", "Y", "1", "0", "", "required", "/a b", "\"quoted # text\"", "'single'", "\"a\\\"b\"", "\"open",
      "it's", "10", "-1", "10M", "1 g", "5 mins", "30s", "90 secs", "5", "1h", "plain login", "plain, login", "never",
      "</etc/ssl/x.pem", "< /etc/x", "%u", "a=b=c", "x # y", "x#y", "~/m", "user=a pass=b c=d", "é", "\"",
      "\" lead\"", "{", "imap", "optimized",
    ]
    return pick(simple)
  }

  private mutating func block(_ indent: String, _ depth: Int) -> String {
    let filters = [
      "protocol imap", "protocol pop3", "protocol !imap", "remote 10.0.0.0/8", "remote 10.1.2.3", "local 192.0.2.1",
      "local_name a.example.com", "local_name *.example.com", "remote 2001:db8::/32",
    ]
    let sections =
      is2_4
      ? [
        "service imap-login", "service auth", "namespace inbox", "mailbox Trash", "mailbox \"Sent Items\"",
        "passdb pam",
        "userdb passwd", "mail_plugins", "protocols", "ssl_server", "auth_policy", "inet_listener imap",
        "unix_listener /a/b", "metric x", "imap_id_send", "namespace",
      ]
      : [
        "service imap-login", "service auth", "namespace inbox", "namespace", "mailbox Trash", "mailbox \"Sent Items\"",
        "passdb", "userdb", "plugin", "dict", "inet_listener imap", "inet_listener", "unix_listener auth-userdb",
        "unix_listener /a/b",
      ]
    let opening =
      pick(random.below(2) == 0 ? filters : sections)
      + (isTame ? " {\n" : pick([" {\n", " {\n", " {\n", "{\n", " { # x\n"]))
    if isTame, depth == 0, random.below(2) == 0 { return tameBlock() }
    let body = depth < 3 ? bodyLines(depth + 1) : ""
    return indent + opening + body + indent + (isTame ? "}\n" : pick(["}\n", "}\n", "}\n", "} # end\n", "}x\n"]))
  }

  private mutating func bodyLines(_ depth: Int) -> String {
    let indent = String(repeating: "  ", count: depth)
    let inner = [
      "port = 994", "ssl = yes", "mode = 0600", "user = dovecot", "inbox = yes", "separator = /", "auto = create",
      "special_use = \\Trash", "driver = pam", "args = x", "process_limit = 5", "vsz_limit = 1G", "sieve = yes",
      "a/b = c", "client_limit = x", "name = foo", "fts = yes", "imap = no", "location = maildir:~/m", "prefix = X/",
    ]
    return (0..<random.below(4)).map { _ in
      random.below(3) == 0 ? line(depth: depth) : indent + pick(inner) + "\n"
    }.joined()
  }

  /// A block with settings that belong in it.
  private mutating func tameBlock() -> String {
    let old = [
      "service imap-login {\n  process_limit = 5\n  inet_listener imap {\n    port = 144\n  }\n}\n",
      "service auth {\n  unix_listener auth-userdb {\n    mode = 0600\n    user = dovecot\n  }\n}\n",
      "service auth {\n  unix_listener {\n    path = /a/b\n    mode = 600\n  }\n}\n",
      "service auth {\n  unix_listener \"/a b\" {\n    mode = 0666\n  }\n}\n",
      "namespace inbox {\n  inbox = yes\n  mailbox Trash {\n    auto = create\n  }\n}\n",
      "namespace {\n  prefix = X/\n  separator = /\n}\n", "passdb {\n  driver = pam\n}\n",
      "passdb x {\n  driver = static\n  args = a=b\n}\n", "userdb {\n  driver = passwd\n}\n",
      "plugin {\n  sieve = ~/s\n  quota = maildir\n}\n", "plugin {\n  sieve = file:~/x # y\n}\n",
      "dict {\n  a = b\n}\n",
      "protocol imap {\n  mail_plugins = $mail_plugins x\n  namespace inbox {\n    prefix = I/\n  }\n}\n",
      "metric x {\n  event_name = y\n}\n",
    ]
    let new = [
      "service imap-login {\n  process_limit = 5\n  inet_listener imap {\n    port = 144\n  }\n}\n",
      "namespace inbox {\n  inbox = yes\n  mailbox Trash {\n    auto = create\n  }\n}\n",
      "passdb pam {\n}\n", "passdb x {\n  driver = static\n  fields {\n    a = b\n  }\n}\n", "userdb passwd {\n}\n",
      "mail_plugins {\n  quota = yes\n  fts = no\n}\n", "protocols {\n  imap = yes\n}\n",
      "ssl_server {\n  cert_file = /a\n}\n", "auth_policy {\n  server_url = http://x\n  hash_nonce = y\n}\n",
      "imap_id_send {\n  name = x\n  \"a b\" = c\n}\n", "metric x {\n  filter = event=y\n  group_by a {\n  }\n}\n",
      "protocol imap {\n  mail_plugins {\n    imap_quota = yes\n  }\n  namespace inbox {\n    prefix = I/\n  }\n}\n",
      "group @g x {\n  mail_debug = yes\n}\n@g = x\n", "mail_plugins = a \"b c\",d\n",
      "imap_capability {\n  X=Y = yes\n}\n",
      "mailbox Sent {\n  special_use = \\Sent\n}\n", "dict_server {\n  dict x {\n    driver = file\n  }\n}\n",
      "event_exporter e {\n  driver = file\n  format = json\n  file_path = /x\n}\n", "@mailbox_defaults = english\n",
    ]
    return pick(is2_4 ? new : old)
  }
}
