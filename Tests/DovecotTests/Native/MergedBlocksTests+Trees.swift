extension MergedBlocksTests {
  /// One shape each, made by hand.
  static let trees: [String] = [
    "protocol imap {\n  mail_home = /a\n}\n",
    "protocol pop3 {\n  mail_home = /a\n}\nprotocol !pop3 {\n  mail_home = /b\n}\n",
    "mail_home = /all\nlocal 10.0.0.0/8 {\n  mail_home = /net\n}\nlocal 10.1.0.1 {\n  mail_home = /host\n}\n",
    "local 10.1.0.1 {\n  mail_home = /host\n}\nlocal 10.0.0.0/8 {\n  mail_home = /net\n}\n",
    // Nested, where the server says otherwise.
    "local 10.1.0.1 {\n  protocol imap {\n    mail_home = /both\n  }\n}\nprotocol imap {\n  mail_home = /imap\n}\n",
    "protocol imap {\n  mail_home = /imap\n}\nlocal 10.1.0.1 {\n  protocol imap {\n    mail_home = /both\n  }\n}\n",
    "remote 10.0.0.0/8 {\n  mail_home = /r\n  protocol imap {\n    mail_home = /ri\n    mail_debug = yes\n  }\n}\n",
    // A block that waits for a fact keeps what is merged into it.
    "remote 10.0.0.0/8 {\n  local_name a.example.com {\n  }\n  protocol imap {\n    mail_home = /ri\n  }\n}\n",
    // Sections come to the place round the filter, after those that are there.
    "protocol imap {\n  namespace inbox {\n    mailbox Sent {\n      auto = create\n    }\n  }\n}\nnamespace b {\n}\n",
    "namespace inbox {\n  prefix = A/\n}\nprotocol imap {\n  namespace inbox {\n    prefix = B/\n  }\n}\n",
    "namespace inbox {\n  protocol imap {\n    mail_path = /i\n  }\n  remote 10.0.0.0/8 {\n    mail_path = /r\n  }\n}\n",
    // The last list counts; nothing is merged key by key.
    "mail_plugins = a\nprotocol imap {\n  mail_plugins {\n    b = yes\n  }\n}\nremote 10.0.0.0/8 {\n"
      + "  mail_plugins {\n    c = yes\n  }\n}\n",
    // The default written in a filter takes the other value away.
    "mail_debug = yes\nprotocol imap {\n  mail_debug = no\n}\n",
    "protocol imap {\n  ssl_server {\n    cert_file = /c\n  }\n}\nssl_server {\n  key_file = /k\n}\n",
    "protocol imap {\n}\nlocal_name a.example.com {\n  mail_home = /n\n  protocol pop3 {\n    mail_debug = yes\n  }\n}\n",
    "passdb static {\n  password = x\n}\nprotocol imap {\n  passdb static {\n    password = y\n  }\n}\n",
  ].map { RandomNesting.versions + $0 }
}
