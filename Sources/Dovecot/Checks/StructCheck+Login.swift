internal import SettingsGraph
internal import SourceText

/// What the services look at that clients log in to, and TLS (`login-settings.c`, `ssl-settings.c`).
extension StructCheck {
  private static let protocols: [StructCheck] = [
    .known(
      "imap", "imap_client_workarounds", ["delay-newmail", "tb-extra-mailbox-sep", "tb-lsub-flags"],
      "imap_client_workarounds: Unknown workaround: "),
    .known(
      "pop3", "pop3_client_workarounds", ["outlook-no-nuls", "oe-ns-eoh"],
      "pop3_client_workarounds: Unknown workaround: "),
    .known(
      "lmtp", "lmtp_client_workarounds", ["whitespace-before-path", "mailbox-for-path"],
      "lmtp_client_workarounds: Unknown workaround: "),
    StructCheck("submission", ["submission_client_workarounds"], .word) { settings in
      var known: Set = ["whitespace-before-path", "mailbox-for-path"]
      if settings.version >= ProgramVersion(2, 3, 18) { known.formUnion(["implicit-auth-external", "exotic-backend"]) }
      let unknown = settings.words("submission_client_workarounds").first { !known.contains($0.lowercased()) }
      return unknown.map { "submission_client_workarounds: Unknown workaround: \($0)" }
    },
    StructCheck("pop3", ["pop3_delete_type", "pop3_deleted_flag"], .combination) {
      $0.text("pop3_delete_type") == "flag" && $0.text("pop3_deleted_flag").isEmpty
        ? "pop3_delete_type=flag, but pop3_deleted_flag not set" : nil
    },
    StructCheck("ssl", ["ssl_options"], .word) { settings in
      let known: Set<String> =
        settings.is2_4 ? ["compression", "no_ticket"] : ["compression", "no_ticket", "no_compression"]
      let unknown = settings.words("ssl_options").first { !known.contains($0.lowercased()) }
      return unknown.map { "ssl_options: unknown flag: '\($0)'" }
    },
  ]

  static let login2_3: [StructCheck] =
    protocols + [
      StructCheck("ssl", ["ssl_verify_client_cert", "ssl_ca", "ssl"], .combination) {
        $0.text("ssl") != "no" && $0.isOn("ssl_verify_client_cert") && $0.text("ssl_ca").isEmpty
          ? "ssl_verify_client_cert set, but ssl_ca not" : nil
      }
    ]

  static let login2_4: [StructCheck] =
    protocols + [
      StructCheck("ssl", ["ssl_min_protocol"], .warning) {
        $0.text("ssl_min_protocol").uppercased().contains("ANY")
          ? "ssl_min_protocol=ANY is used - This is insecure and intended only for testing" : nil
      },
      StructCheck("ssl_server", ["ssl_server_request_client_cert", "ssl_server_ca_file"], .combination) { settings in
        guard settings.text("ssl") != "no", settings.text("ssl_server_request_client_cert").lowercased() == "yes",
          settings.text("ssl_server_ca_file").isEmpty
        else { return nil }
        return settings.version >= ProgramVersion(2, 4, 2)
          ? "ssl_server_request_client_cert=yes, but ssl_server_ca_file not provided"
          : "ssl_server_request_client_cert set, but ssl_server_ca_file not"
      },
      StructCheck("login", ["auth_allow_cleartext", "ssl"], .combination) {
        $0.text("ssl") == "required" && $0.isOn("auth_allow_cleartext")
          ? "auth_allow_cleartext=yes has no effect with ssl=required" : nil
      },
      .notZero(
        "lmtp", "lmtp_user_concurrency_limit", "lmtp_user_concurrency_limit must not be 0 (did you mean \"unlimited\"?)"
      ),
      StructCheck("imap", ["imap4rev2_enable"]) {
        $0.isOn("imap4rev2_enable") ? "Dovecot not built with --enable-experimental-imap4rev2." : nil
      },
    ]
}
