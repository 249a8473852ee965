internal import OracleSupport
internal import SettingsGraph

extension ReasonCase {
  static let all = ofDovecotFiles + ofDovecotNames + ofDovecotEffects + ofPostfix

  // MARK: - Files that are not read

  private static let ofDovecotFiles = [
    ReasonCase(
      reason: "a name that the glob does not match",
      files: [
        dovecotConf: "!include conf.d/*.conf\n", "etc/dovecot/conf.d/10-mail.conf": "protocols = imap\n",
        "etc/dovecot/conf.d/auth.conf.ext": "auth_mechanisms = plain login\n",
      ],
      question: "auth_mechanisms", expected: "plain login", cause: "auth.conf.ext does not",
      edits: ["Write `auth_mechanisms = plain login`."], script: "doveconf -h auth_mechanisms", before: "plain\n",
      after: "plain login\n"),
    ReasonCase(
      reason: "a copy that the package manager left",
      files: [
        dovecotConf: "!include conf.d/*.conf\n", "etc/dovecot/conf.d/10-ssl.conf": "ssl = yes\n",
        "etc/dovecot/conf.d/10-ssl.conf.dpkg-dist": "ssl = required\n",
      ],
      question: "ssl", expected: "required", cause: "a copy that the package manager left",
      edits: ["Write `required` here."], script: "doveconf -h ssl", before: "yes\n", after: "required\n"),
    ReasonCase(
      reason: "a copy that an editor left",
      files: [
        dovecotConf: "!include conf.d/*.conf\n", "etc/dovecot/conf.d/10-ssl.conf": "ssl = yes\n",
        "etc/dovecot/conf.d/10-ssl.conf~": "ssl = required\n",
      ],
      question: "ssl", expected: "required", cause: "an editor", edits: ["Write `required` here."],
      script: "doveconf -h ssl", before: "yes\n", after: "required\n"),
    ReasonCase(
      reason: "an include in a comment",
      files: [
        dovecotConf: "#!include conf.d/*.conf\n", "etc/dovecot/conf.d/10-auth.conf": "auth_mechanisms = plain login\n",
      ],
      question: "auth_mechanisms", expected: "plain login", cause: "is a comment",
      edits: ["Remove the # in front of `!include conf.d/*.conf`."], script: "doveconf -h auth_mechanisms",
      before: "plain\n", after: "plain login\n"),
    ReasonCase(
      reason: "a line that a backslash above it swallows",
      files: [dovecotConf: "login_greeting = Hello \\\nssl = required\n"],
      question: "ssl", expected: "required", cause: "The backslash at the end of line 1",
      edits: ["Remove that backslash."], script: "doveconf -h ssl login_greeting",
      before: "yes\nHello ssl = required\n", after: "required\nHello\n"),
    ReasonCase(
      reason: "a comment in a continued value",
      files: [dovecotConf: "mail_plugins = quota \\\n# acl\n  zlib\n"],
      question: "mail_plugins", expected: "quota zlib", cause: "The comment at line 2 ends the continued value",
      edits: ["Move the comment above the assignment."], script: "doveconf -h mail_plugins 2>/dev/null; echo $?",
      before: "89\n", after: "quota zlib\n0\n"),
  ]

  // MARK: - Names

  private static let ofDovecotNames = [
    ReasonCase(
      reason: "an unknown name", files: [dovecotConf: "auth_mechanism = plain login\n"],
      question: "auth_mechanisms", expected: "plain login", cause: "knows no auth_mechanism",
      edits: ["Write auth_mechanisms instead."], script: "doveconf -h auth_mechanisms 2>/dev/null; echo $?",
      before: "89\n", after: "plain login\n0\n"),
    ReasonCase(
      reason: "a name of 2.3 whose value is the opposite", root: .trixie,
      files: [dovecotConf: header + "disable_plaintext_auth = no\n"],
      question: "auth_allow_cleartext", expected: "yes", cause: "its value is written otherwise",
      edits: ["Write `auth_allow_cleartext = yes` here."],
      script: "doveconf -h auth_allow_cleartext 2>/dev/null; echo $?", before: "89\n", after: "yes\n0\n"),
    ReasonCase(
      reason: "a name of 2.3 with another value than was expected", root: .trixie,
      files: [dovecotConf: header + "disable_plaintext_auth = yes\n"],
      question: "auth_allow_cleartext", expected: "yes", cause: "its value is written otherwise",
      edits: ["Write `auth_allow_cleartext = yes` here."],
      script: "doveconf -h auth_allow_cleartext 2>/dev/null; echo $?", before: "89\n", after: "yes\n0\n"),
    ReasonCase(
      reason: "a file's content of 2.3 is its path in 2.4", root: .trixie,
      files: [dovecotConf: header + "ssl_cert = </etc/ssl/certs/ssl-cert-snakeoil.pem\n"],
      question: "ssl_server_cert_file", expected: "/etc/ssl/certs/ssl-cert-snakeoil.pem",
      cause: "ssl_cert is a name of Dovecot 2.3",
      edits: ["Write `ssl_server_cert_file = /etc/ssl/certs/ssl-cert-snakeoil.pem` here."],
      script: "doveconf -n 2>/dev/null | grep cert_file", before: "",
      after: "  cert_file = /etc/ssl/certs/ssl-cert-snakeoil.pem\n"),
    ReasonCase(
      reason: "one setting of 2.3 is two in 2.4", root: .trixie,
      files: [dovecotConf: header + "protocols = imap\nmail_location = maildir:/srv/mail/%n\n"],
      question: "mail_path", expected: "/srv/mail/%{user | username}",
      cause: "mail_location is a name of Dovecot 2.3",
      edits: ["Write `mail_path = /srv/mail/%{user | username}` and `mail_driver = maildir` here."],
      script: "doveconf -n 2>/dev/null | grep -E '^mail_(path|driver)'",
      before: "", after: "mail_driver = maildir\nmail_path = /srv/mail/%{user | username}\n"),
  ]

  // MARK: - Values without an effect

  private static let ofDovecotEffects = [
    ReasonCase(
      reason: "a block that is opened later", root: .trixie,
      files: [
        dovecotConf: header + """
          protocol imap {
            mail_max_userip_connections = 50
          }
          remote 10.0.0.0/8 {
            mail_max_userip_connections = 5
          }

          """
      ],
      question: "mail_max_userip_connections", context: Context(protocolName: "imap", remoteIP: "10.1.1.1"),
      expected: "50", cause: "was opened later", edits: ["Write `50` here."],
      script: "doveconf -f protocol=imap -f remote=10.1.1.1 -h mail_max_userip_connections", before: "5\n",
      after: "50\n"),
    ReasonCase(
      reason: "a plugin that is not loaded",
      files: [dovecotConf: "protocols = imap\nplugin {\n  quota = count:User\n}\n"],
      question: "plugin/quota", expected: "count:User", cause: "No mail_plugins loads the plugin quota",
      edits: ["Write `mail_plugins = quota`."], script: "doveconf -h mail_plugins", before: "\n", after: "quota\n"),
    ReasonCase(
      reason: "a plugin that is not loaded, in 2.4", root: .trixie,
      files: [dovecotConf: header + "protocols = imap\nquota_storage_size = 1G\n"],
      question: "quota_storage_size", expected: "1G", cause: "No mail_plugins loads the plugin quota",
      edits: ["Write `mail_plugins = quota`."], script: "doveconf -n 2>/dev/null | grep ^mail_plugins", before: "",
      after: "mail_plugins = quota\n"),
    ReasonCase(
      reason: "a protocol that is not enabled",
      files: [dovecotConf: "protocols = imap\nprotocol pop3 {\n  mail_max_userip_connections = 3\n}\n"],
      question: "mail_max_userip_connections", context: Context(protocolName: "pop3"), expected: "3",
      cause: "protocols = imap, so no process of pop3 runs", edits: ["Write `protocols = imap pop3` here."],
      script: "doveconf -h protocols", before: "imap\n", after: "imap pop3\n"),
    ReasonCase(
      reason: "a pair that 2.4 refuses", root: .trixie, files: [dovecotConf: header + "ssl = required\n"],
      question: "auth_allow_cleartext", expected: "yes", cause: "Nothing assigns auth_allow_cleartext",
      edits: ["Write `auth_allow_cleartext = yes`.", "Write `ssl = yes` here."],
      script: "doveconf -h auth_allow_cleartext ssl 2>/dev/null; echo $?", before: "no\nrequired\n0\n",
      after: "yes\nyes\n0\n"),
  ]
}
