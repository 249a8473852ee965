internal import OracleSupport
internal import SettingsGraph

extension Story {
  private static let imap = Context(protocolName: "imap")

  static let dovecot: [Story] = [
    Story(
      folder: "11-order-of-names", root: .bookworm, question: "ssl_cert", expected: "</etc/ssl/certs/new.pem",
      winner: Line("/etc/dovecot/conf.d/99-x.conf", "ssl_cert"),
      loser: (Line("/etc/dovecot/conf.d/99-x-ssl.conf", "ssl_cert"), "laterInSameScope"),
      cause: "99-x-ssl.conf comes before 99-x.conf, since `-` stands before `.`",
      edits: [Line("/etc/dovecot/conf.d/99-x.conf", "ssl_cert")],
      proof: Proof(
        script: "doveconf -n 2>/dev/null | grep ^ssl_cert", before: "ssl_cert = </etc/ssl/certs/old.pem\n",
        after: "ssl_cert = </etc/ssl/certs/new.pem\n")),
    Story(
      folder: "12-global-after-a-filter", root: .bookworm, question: "mail_max_userip_connections", context: imap,
      expected: "50", winner: Line(dovecotConf, "  mail_max_userip_connections"),
      loser: (Line(dovecotConf, "mail_max_userip_connections"), "moreSpecificScope"),
      cause: "a global value never reaches into a filter, although this line stands below it",
      edits: [Line(dovecotConf, "  mail_max_userip_connections")],
      proof: Proof(
        script: "doveconf -f protocol=imap -h mail_max_userip_connections 2>/dev/null", before: "10\n",
        after: "50\n")),
    Story(
      folder: "13-list-of-plugins", root: .bookworm, question: "mail_plugins", context: imap,
      expected: "quota imap_quota", winner: Line(dovecotConf, "  mail_plugins"),
      loser: (Line(dovecotConf, "mail_plugins"), "moreSpecificScope"),
      cause: "$mail_plugins stands for what was set above this line", edits: [Line(dovecotConf, "  mail_plugins")],
      proof: Proof(
        script: "doveconf -f protocol=imap -h mail_plugins 2>/dev/null", before: " imap_quota\n",
        after: "quota imap_quota\n")),
    Story(
      folder: "14-protocols-of-packages", root: .bookworm, question: "protocols", expected: "imap",
      winner: Line("/usr/share/dovecot/protocols.d/pop3d.protocol", "protocols"),
      loser: (Line(dovecotConf, "protocols"), "laterInSameScope"),
      cause: "is read later, and the last assignment counts",
      edits: [Line(dovecotConf, "!include_try")],
      proof: Proof(
        script: "rm -f /usr/share/dovecot/protocols.d/[lms]*; doveconf -h protocols 2>/dev/null",
        before: "imap imap pop3\n", after: "imap\n")),
    Story(
      folder: "15-two-settings-for-one-wish", root: .bookworm, question: "disable_plaintext_auth", expected: "no",
      winner: Line("/etc/dovecot/conf.d/10-auth.conf", "disable_plaintext_auth"),
      cause: "ssl = required asks for TLS before any login", edits: [Line("/etc/dovecot/conf.d/10-ssl.conf", "ssl =")],
      proof: Proof(
        script: "doveconf -h disable_plaintext_auth ssl", before: "no\nrequired\n", after: "no\nyes\n")),
    Story(
      folder: "16-override-not-read", root: .bookworm, question: "login_greeting",
      expected: "Welcome to example.net", winner: nil,
      loser: (Line("/etc/dovecot/local.conf", "login_greeting"), "notIncluded"),
      cause: "a relative path begins at the directory of the file that it is written in",
      edits: [Line("/etc/dovecot/conf.d/99-local.conf", "!include_try")],
      proof: Proof(
        script: "doveconf -h login_greeting", before: "Dovecot (Debian) ready.\n", after: "Welcome to example.net\n")),
    Story(
      folder: "17-cut-at-a-hash", root: .bookworm, question: "login_greeting", expected: "Mail#1 ready",
      winner: Line(dovecotConf, "login_greeting"), cause: "The value ends at the #",
      edits: [Line(dovecotConf, "login_greeting")],
      proof: Proof(
        script: "doveconf -h login_greeting 2>/dev/null", before: "Mail\n", after: "Mail#1 ready\n")),
    Story(
      folder: "18-quota-of-a-block", root: .trixie, question: "quota_storage_size", expected: "1G",
      winner: nil, loser: (Line(dovecotConf, "  storage_size"), "moreSpecificScope"),
      cause: "wins over the field quota_storage_size that the userdb gives",
      edits: [Line(dovecotConf, "  storage_size")],
      proof: Proof(
        script: "doveconf -n 2>/dev/null | grep -n storage_size | grep -v 5G", before: "13:  storage_size = 1G\n",
        after: "11:quota_storage_size = 1G\n")),
    Story(
      folder: "19-floor-of-tls", root: .bookworm, question: "ssl_min_protocol", expected: "TLSv1",
      winner: Line(dovecotConf, "ssl_min_protocol"), cause: "OpenSSL 3 allows nothing below TLS 1.2",
      edits: [nil], proof: Proof(script: handshake, before: "refused\n", after: "TLSv1\n")),
    Story(
      folder: "21-names-of-2.3", root: .trixie, question: "auth_default_domain", expected: "example.net",
      winner: nil, loser: (Line(dovecotConf, "auth_default_realm"), "obsoleteName"),
      cause: "In 2.4 it is auth_default_domain", edits: [Line(dovecotConf, "auth_default_realm")],
      proof: Proof(
        script: "doveconf -n >/tmp/out 2>&1; echo $?; grep '^auth_default' /tmp/out", before: "89\n",
        after: "0\nauth_default_domain = example.net\n")),
  ]

  /// A client that offers TLS 1.0 alone, against the real server.
  private static let handshake = """
    mkdir -p /etc/dovecot/private
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=mail.example.net \\
      -keyout /etc/dovecot/private/test.key -out /etc/dovecot/private/test.pem 2>/dev/null
    dovecot -F >/tmp/log 2>&1 &
    for i in $(seq 300); do { exec 3<>/dev/tcp/127.0.0.1/993; } 2>/dev/null && break; sleep 0.1; done
    openssl s_client -connect 127.0.0.1:993 -tls1 -cipher ALL:@SECLEVEL=0 </dev/null 2>/dev/null >/tmp/said
    sed -n 's/^ *Protocol *: //p' /tmp/said | head -1 >/tmp/protocol
    grep -q 'Cipher is (NONE)' /tmp/said && echo refused || cat /tmp/protocol
    """
}
