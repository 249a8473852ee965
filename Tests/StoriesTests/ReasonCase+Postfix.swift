internal import OracleSupport
internal import SettingsGraph

extension ReasonCase {
  private static let ofSubmission = Context(service: "submission")
  private static let head = "compatibility_level = 3.6\nmyhostname = mail.example.net\n"

  static let ofPostfix = [
    ReasonCase(
      reason: "quotes are kept as data", files: [main: head + "myorigin = \"example.net\"\n", master: smtpd],
      question: "myorigin", expected: "example.net", cause: "Postfix knows no quotes here",
      edits: ["Remove the quotes."], script: "postconf -h myorigin", before: "\"example.net\"\n",
      after: "example.net\n"),
    ReasonCase(
      reason: "a service in a comment",
      files: [
        main: head,
        master: smtpd + "#submission inet n - n - - smtpd\n#  -o smtpd_tls_security_level=encrypt\n",
      ],
      question: "smtpd_tls_security_level", context: ofSubmission, expected: "encrypt",
      cause: "submission/inet is commented out",
      edits: ["Remove the # in front of the service and of the options that you want."],
      script: "postconf -P submission/inet/smtpd_tls_security_level 2>/dev/null", before: "",
      after: "submission/inet/smtpd_tls_security_level = encrypt\n"),
    ReasonCase(
      reason: "an option with blanks round its =",
      files: [main: head, master: submission + "  -o smtpd_tls_security_level = encrypt\n"],
      question: "smtpd_tls_security_level", context: ofSubmission, expected: "encrypt",
      cause: "an option has no blanks round the =", edits: ["Write `-o smtpd_tls_security_level=encrypt` here."],
      script: "postconf -P submission/inet/smtpd_tls_security_level 2>/dev/null", before: "",
      after: "submission/inet/smtpd_tls_security_level = encrypt\n"),
    ReasonCase(
      reason: "a $mua_ name that is not defined",
      files: [main: head, master: submission + "  -o smtpd_client_restrictions=$mua_client_restrictions\n"],
      question: "mua_client_restrictions", expected: "permit_sasl_authenticated, reject",
      cause: "Nothing assigns mua_client_restrictions",
      edits: ["Write `mua_client_restrictions = permit_sasl_authenticated, reject`."],
      script: "postconf -xP submission/inet/smtpd_client_restrictions 2>/dev/null",
      before: "submission/inet/smtpd_client_restrictions =\n",
      after: "submission/inet/smtpd_client_restrictions = permit_sasl_authenticated, reject\n"),
    ReasonCase(
      reason: "SASL is off",
      files: [main: head + "smtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\n", master: smtpd],
      question: "smtpd_sasl_path", expected: "private/auth", cause: "With smtpd_sasl_auth_enable = no",
      edits: ["Write `smtpd_sasl_auth_enable = yes`."], script: "postconf -h smtpd_sasl_auth_enable", before: "no\n",
      after: "yes\n"),
    ReasonCase(
      reason: "logins over TLS alone, and no TLS",
      files: [main: head + "smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\n", master: smtpd],
      question: "smtpd_sasl_auth_enable", expected: "yes", cause: "nobody can log in",
      edits: ["Write `smtpd_tls_security_level = may`."], script: "postconf -h smtpd_tls_security_level",
      before: "\n", after: "may\n"),
    ReasonCase(
      reason: "mynetworks_style under mynetworks",
      files: [main: head + "mynetworks = 10.0.0.0/8\nmynetworks_style = host\n", master: smtpd],
      question: "mynetworks_style", expected: "host", cause: "With mynetworks set, mynetworks_style has no effect",
      edits: ["Remove mynetworks, or write the networks that you mean into it."],
      script: "postconf -h mynetworks | cut -d ' ' -f 1; postconf -n mynetworks_style",
      before: "10.0.0.0/8\nmynetworks_style = host\n", after: "127.0.0.1/32\nmynetworks_style = host\n"),
    ReasonCase(
      reason: "a word that smtpd does not know",
      files: [
        main: head + "smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destinatoin\n", master: smtpd,
      ],
      question: "smtpd_recipient_restrictions", expected: "permit_mynetworks, reject_unauth_destination",
      cause: "smtpd does not know reject_unauth_destinatoin",
      edits: ["Write `permit_mynetworks, reject_unauth_destination` here."], script: answerOfSMTPD,
      before: "451\n", after: "250\n"),
    ReasonCase(
      reason: "a database's socket outside of the chroot",
      files: [
        main: head + "virtual_alias_maps = mysql:/etc/postfix/aliases.cf\n",
        master: smtpd + "cleanup unix n - y - 0 cleanup\n",
        "etc/postfix/aliases.cf": "hosts = unix:/run/mysqld/mysqld.sock\ndbname = mail\nquery = SELECT 1\n",
      ],
      question: "virtual_alias_maps", expected: "mysql:/etc/postfix/aliases.cf",
      cause: "cleanup/unix is chrooted and does not see /run/mysqld/mysqld.sock",
      edits: ["Write n in the chroot column of cleanup/unix, or proxy: in front of the table."],
      script: "postconf -hF cleanup/unix/chroot", before: "y\n", after: "n\n"),
  ]

  /// What a running smtpd answers to RCPT TO: the code alone.
  private static let answerOfSMTPD = """
    cat >>/etc/postfix/master.cf <<'END'
    rewrite unix - - n - - trivial-rewrite
    cleanup unix n - n - 0 cleanup
    anvil unix - - n - 1 anvil
    proxymap unix - - n - - proxymap
    END
    sed -i 's/^smtp inet/127.0.0.1:2525 inet/' /etc/postfix/master.cf
    postconf -e inet_interfaces=127.0.0.1 mynetworks=192.0.2.0/24 local_recipient_maps= smtpd_peername_lookup=no
    postfix start >/dev/null 2>&1
    for i in $(seq 300); do { exec 3<>/dev/tcp/127.0.0.1/2525; } 2>/dev/null && break; sleep 0.1; done
    read -r -t 30 greeting <&3
    for line in 'EHLO client.example' 'MAIL FROM:<a@example.org>' 'RCPT TO:<b@mail.example.net>'; do
      printf '%s\\r\\n' "$line" >&3
      while read -r -t 30 said <&3; do case $said in ???-*) ;; *) break ;; esac; done
    done
    echo "${said:0:3}"
    """
}
