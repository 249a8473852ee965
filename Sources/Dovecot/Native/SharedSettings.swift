internal import SourceText

/// `mail_plugins: doveadm lmtp mail_user`: settings of 2.4 that several of the daemon's modules define, and in which
/// doveconf keeps a value for each.
///
/// The modules in the order in which doveconf looks at them, as 2.4.5 has them (2.4.1 has the same but for those of
/// `service_client_limit` and its like).
enum SharedSettings {
  static let modules: [[UInt8]: [[UInt8]]] = {
    var modules: [[UInt8]: [[UInt8]]] = [:]
    for line in table.utf8.split(separator: ASCII.lineFeed) {
      let words = line.split { $0 == ASCII.space || $0 == ASCII.colon }.map(Array.init)
      if let name = words.first { modules[name] = Array(words.dropFirst()) }
    }
    return modules
  }()

  private static let table = """
    auth_debug: auth doveadm login
    auth_socket_path: doveadm mail_user
    auth_ssl_require_client_cert: auth login
    auth_ssl_username_from_cert: auth login
    auth_verbose: auth login
    base_dir: auth dict_server dns_client doveadm http_client http_server imap_urlauth mail_user master_service master execute
    dict_map: dict_ldap dict_map
    dict_map_pattern: dict_ldap_map dict_map
    first_valid_gid: auth mail_user master
    first_valid_uid: auth mail_user master
    hostname: lda mail_user smtp_submit submission_login submission
    imap4rev2_enable: imap_login imap
    imap_capability: imap_login imap
    imap_id_send: imap_login imap
    imap_literal_minus: imap_login imap
    imap_urlauth_host: imap imap_urlauth_worker submission
    imap_urlauth_port: imap imap_urlauth_worker submission
    instance_name: master_service master
    last_valid_gid: auth mail_user master
    last_valid_uid: auth mail_user master
    ldap_auth_dn: ldap auth_ldap sieve_ldap
    ldap_auth_dn_password: ldap auth_ldap sieve_ldap
    ldap_auth_sasl_authz_id: auth_ldap sieve_ldap
    ldap_auth_sasl_mechanisms: auth_ldap sieve_ldap
    ldap_auth_sasl_realm: auth_ldap sieve_ldap
    ldap_base: dict_ldap_map auth_ldap_pre sieve_ldap
    ldap_debug_level: ldap auth_ldap sieve_ldap
    ldap_deref: auth_ldap sieve_ldap
    ldap_scope: dict_ldap_map auth_ldap sieve_ldap
    ldap_starttls: ldap auth_ldap sieve_ldap
    ldap_uris: ldap auth_ldap sieve_ldap
    ldap_version: auth_ldap sieve_ldap
    libexec_dir: doveadm master
    login_greeting: lmtp login submission
    login_trusted_networks: lmtp login submission
    mail_debug: imap_urlauth mail_user smtp_submit
    mail_driver: mail_driver mail_storage
    mail_max_lock_timeout: lmtp_pre_mail mail_storage
    mail_plugin_dir: doveadm lmtp mail_user
    mail_plugins: doveadm lmtp mail_user
    mail_temp_dir: doveadm mail_user
    mail_utf8_extensions: imap lmtp submission_login submission
    mailbox_list_index: imap mail_storage
    mailbox_list_layout: mail_storage mailbox_list_layout
    managesieve_implementation_string: managesieve_login managesieve
    pop3_deleted_flag: imapc pop3
    rawlog_dir: imap pop3 submission managesieve
    recipient_delimiter: lda mail_storage quota_status submission sieve_subaddress
    service_client_limit: master service
    service_idle_kill_interval: master service
    service_process_limit: master service
    service_vsz_limit: master service
    ssl: login master ssl_server
    state_dir: master_service master
    submission_backend_capabilities: submission_login submission
    submission_client_workarounds: submission_login submission
    submission_max_mail_size: submission_login submission
    verbose_proctitle: auth dict_server imap imap_urlauth imap_urlauth_worker login master_service pop3 submission managesieve
    version_ignore: master_service master
    """
}
