internal import OracleSupport
internal import SettingsGraph

extension Story {
  private static let submission = Context(service: "submission")

  static let postfix: [Story] = [
    Story(
      folder: "01-submission-has-its-own", root: .bookworm, question: "smtpd_sasl_path", context: submission,
      expected: "private/auth", winner: Line(master, "  -o smtpd_sasl_path"),
      loser: (Line(main, "smtpd_sasl_path"), "serviceOption"), cause: "The -o option of submission/inet",
      edits: [Line(master, "  -o smtpd_sasl_path")],
      proof: Proof(
        script: "postconf -P submission/inet/smtpd_sasl_path",
        before: "submission/inet/smtpd_sasl_path = private/old-auth\n",
        after: "submission/inet/smtpd_sasl_path = private/auth\n")),
    Story(
      folder: "02-options-of-a-commented-service", root: .bookworm, question: "smtpd_tls_security_level",
      context: Context(service: "smtp"), expected: "may", winner: Line(master, "  -o smtpd_tls_security_level"),
      loser: (Line(main, "smtpd_tls_security_level"), "serviceOption"),
      cause: "submission/inet is commented out", edits: [Line(master, "  -o smtpd_tls_security_level")],
      proof: Proof(
        script: "postconf -P 2>&1; postconf -h smtpd_tls_security_level",
        before: """
          smtp/inet/smtpd_client_restrictions = permit_sasl_authenticated,reject
          smtp/inet/smtpd_sasl_auth_enable = yes
          smtp/inet/smtpd_tls_security_level = encrypt
          may

          """,
        after: "may\n")),
    Story(
      folder: "03-networks-and-a-list", root: .bookworm, question: "mynetworks", context: submission,
      expected: "127.0.0.0/8 192.0.2.0/24", winner: Line(main, "mynetworks"),
      cause: "does not name permit_mynetworks", edits: [Line(master, "  -o smtpd_client_restrictions")],
      proof: Proof(
        script: "postconf -P submission/inet/smtpd_client_restrictions",
        before: "submission/inet/smtpd_client_restrictions = permit_sasl_authenticated,reject\n",
        after:
          "submission/inet/smtpd_client_restrictions = permit_mynetworks,permit_sasl_authenticated,reject\n")),
    Story(
      folder: "04-set-twice", root: .bookworm, question: "relayhost", expected: "[relay.example.net]:587",
      winner: Line(main, "relayhost =", isWhole: true), loser: (Line(main, "relayhost = ["), "laterInSameScope"),
      cause: "is read later, and the last assignment counts", edits: [Line(main, "relayhost =", isWhole: true)],
      proof: Proof(
        script: "postconf -h relayhost 2>&1 | tail -1", before: "\n", after: "[relay.example.net]:587\n")),
    Story(
      folder: "05-swallowed-line", root: .bookworm, question: "smtpd_helo_required", expected: "yes", winner: nil,
      loser: (Line(main, " smtpd_helo_required"), "swallowedByContinuation"), cause: "a part of smtpd_banner",
      edits: [Line(main, " smtpd_helo_required")],
      proof: Proof(
        script: "postconf smtpd_helo_required smtpd_banner",
        before: "smtpd_helo_required = no\nsmtpd_banner = $myhostname ESMTP smtpd_helo_required = yes\n",
        after: "smtpd_helo_required = yes\nsmtpd_banner = $myhostname ESMTP\n")),
    Story(
      folder: "06-option-of-the-wrong-program", root: .bookworm, question: "turtle_destination_rate_delay",
      expected: "1s", winner: nil,
      loser: (Line(master, "  -o turtle_destination_rate_delay"), "readByAnotherProcess"),
      cause: "smtp does not read turtle_destination_rate_delay",
      edits: [Line(master, "  -o turtle_destination_rate_delay")],
      proof: Proof(
        script: "postconf -h turtle_destination_rate_delay", before: "$default_destination_rate_delay\n",
        after: "1s\n")),
    Story(
      folder: "07-in-two-classes", root: .bookworm, question: "virtual_mailbox_domains", expected: "example.net",
      winner: Line(main, "virtual_mailbox_domains"), cause: "through $mydomain",
      edits: [Line(main, "mydestination")],
      proof: Proof(
        script: "postconf -hx mydestination", before: "mail.example.net, example.net, localhost\n",
        after: "mail.example.net, localhost\n")),
    Story(
      folder: "08-helo-on-submission", root: .bookworm, question: "smtpd_helo_restrictions", context: submission,
      expected: "", winner: Line(main, "smtpd_helo_restrictions"),
      cause: "is refused there by reject_non_fqdn_helo_hostname", edits: [Line(master, "submission")],
      proof: Proof(
        script: "postconf -P submission/inet; postconf -h smtpd_helo_restrictions",
        before: """
          submission/inet/smtpd_sasl_auth_enable = yes
          permit_mynetworks, reject_non_fqdn_helo_hostname

          """,
        after: """
          submission/inet/smtpd_helo_restrictions =
          submission/inet/smtpd_sasl_auth_enable = yes
          permit_mynetworks, reject_non_fqdn_helo_hostname

          """)),
    Story(
      folder: "09-table-never-made", root: .bookworm, question: "virtual_alias_maps",
      expected: "hash:/etc/postfix/virtual", winner: Line(main, "virtual_alias_maps"),
      cause: "virtual.db was never made", edits: [nil],
      proof: Proof(
        script: "postmap -q info@example.net hash:/etc/postfix/virtual 2>/dev/null; echo $?", before: "1\n",
        after: "alice\n0\n")),
    Story(
      folder: "10-type-of-the-past", root: .sid, question: "virtual_alias_maps",
      expected: "lmdb:/etc/postfix/virtual", winner: Line(main, "virtual_alias_maps"),
      cause: "Postfix 3.11.7 gives up hash: tables", edits: [Line(main, "virtual_alias_maps"), nil],
      proof: Proof(
        script: "postmap -q info@example.net $(postconf -h virtual_alias_maps) 2>/dev/null; echo $?", before: "1\n",
        after: "alice\n0\n")),
    Story(
      folder: "20-socket-of-another-name", root: .bookworm, question: "smtpd_sasl_path",
      expected: "private/auth-client", winner: Line(main, "smtpd_sasl_path"),
      cause: "Dovecot has no listener there", edits: [Line(main, "smtpd_sasl_path")],
      proof: Proof(
        script: """
          dovecot -F >/dev/null 2>&1 &
          socket=$(postconf -h queue_directory)/$(postconf -h smtpd_sasl_path)
          for i in $(seq 300); do [ -S /run/dovecot/auth-client ] && break; sleep 0.1; done
          [ -S "$socket" ] && echo there || echo missing
          """,
        before: "missing\n", after: "there\n")),
    Story(
      folder: "22-name-with-a-slip", root: .bookworm, question: "smtpd_tls_security_level", expected: "may",
      winner: nil, loser: (Line(main, "smtpd_tls_securty_level"), "unknownName"),
      cause: "knows no smtpd_tls_securty_level", edits: [Line(main, "smtpd_tls_securty_level")],
      proof: Proof(
        script: "postconf -n 2>&1 | grep -E 'tls|unused|office|turtle' | sort",
        before: """
          mynetworks = 127.0.0.0/8 $office
          office = 192.0.2.0/24
          postconf: warning: /etc/postfix/main.cf: unused parameter: smtpd_tls_securty_level=may
          turtle_destination_rate_delay = 1s

          """,
        after: """
          mynetworks = 127.0.0.0/8 $office
          office = 192.0.2.0/24
          smtpd_tls_security_level = may
          turtle_destination_rate_delay = 1s

          """)),
  ]
}
