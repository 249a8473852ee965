#include "CEmbedded.h"

// Samples/windows-live-mail-2012, whole: what `demo` plays. SamplesTests compares the list with the folder.

static const unsigned char sample_README_md[] = {
#embed "../../Samples/windows-live-mail-2012/README.md"
};

static const unsigned char sample_etc_dovecot_conf_d_10_auth_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/10-auth.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_10_logging_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/10-logging.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_10_mail_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/10-mail.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_10_master_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/10-master.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_10_ssl_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/10-ssl.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_15_mailboxes_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/15-mailboxes.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_20_imap_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/20-imap.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_20_lmtp_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/20-lmtp.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_20_pop3_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/20-pop3.conf"
};

static const unsigned char sample_etc_dovecot_conf_d_auth_passwdfile_conf_ext[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/conf.d/auth-passwdfile.conf.ext"
};

static const unsigned char sample_etc_dovecot_dovecot_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/dovecot/dovecot.conf"
};

static const unsigned char sample_etc_postfix_helo_access_pcre[] = {
#embed "../../Samples/windows-live-mail-2012/etc/postfix/helo_access.pcre"
};

static const unsigned char sample_etc_postfix_main_cf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/postfix/main.cf"
};

static const unsigned char sample_etc_postfix_master_cf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/postfix/master.cf"
};

static const unsigned char sample_etc_rsyslog_d_20_mail_conf[] = {
#embed "../../Samples/windows-live-mail-2012/etc/rsyslog.d/20-mail.conf"
};

static const unsigned char sample_var_lib_dpkg_status[] = {
#embed "../../Samples/windows-live-mail-2012/var/lib/dpkg/status"
};

static const unsigned char sample_var_log_dovecot_pop3_log[] = {
#embed "../../Samples/windows-live-mail-2012/var/log/dovecot/pop3.log"
};

static const unsigned char sample_var_log_maillog[] = {
#embed "../../Samples/windows-live-mail-2012/var/log/maillog"
};

static const dovetrail_embedded_file sample_files[] = {
    {"README.md", sample_README_md, sizeof sample_README_md},
    {"etc/dovecot/conf.d/10-auth.conf", sample_etc_dovecot_conf_d_10_auth_conf, sizeof sample_etc_dovecot_conf_d_10_auth_conf},
    {"etc/dovecot/conf.d/10-logging.conf", sample_etc_dovecot_conf_d_10_logging_conf, sizeof sample_etc_dovecot_conf_d_10_logging_conf},
    {"etc/dovecot/conf.d/10-mail.conf", sample_etc_dovecot_conf_d_10_mail_conf, sizeof sample_etc_dovecot_conf_d_10_mail_conf},
    {"etc/dovecot/conf.d/10-master.conf", sample_etc_dovecot_conf_d_10_master_conf, sizeof sample_etc_dovecot_conf_d_10_master_conf},
    {"etc/dovecot/conf.d/10-ssl.conf", sample_etc_dovecot_conf_d_10_ssl_conf, sizeof sample_etc_dovecot_conf_d_10_ssl_conf},
    {"etc/dovecot/conf.d/15-mailboxes.conf", sample_etc_dovecot_conf_d_15_mailboxes_conf, sizeof sample_etc_dovecot_conf_d_15_mailboxes_conf},
    {"etc/dovecot/conf.d/20-imap.conf", sample_etc_dovecot_conf_d_20_imap_conf, sizeof sample_etc_dovecot_conf_d_20_imap_conf},
    {"etc/dovecot/conf.d/20-lmtp.conf", sample_etc_dovecot_conf_d_20_lmtp_conf, sizeof sample_etc_dovecot_conf_d_20_lmtp_conf},
    {"etc/dovecot/conf.d/20-pop3.conf", sample_etc_dovecot_conf_d_20_pop3_conf, sizeof sample_etc_dovecot_conf_d_20_pop3_conf},
    {"etc/dovecot/conf.d/auth-passwdfile.conf.ext", sample_etc_dovecot_conf_d_auth_passwdfile_conf_ext, sizeof sample_etc_dovecot_conf_d_auth_passwdfile_conf_ext},
    {"etc/dovecot/dovecot.conf", sample_etc_dovecot_dovecot_conf, sizeof sample_etc_dovecot_dovecot_conf},
    {"etc/postfix/helo_access.pcre", sample_etc_postfix_helo_access_pcre, sizeof sample_etc_postfix_helo_access_pcre},
    {"etc/postfix/main.cf", sample_etc_postfix_main_cf, sizeof sample_etc_postfix_main_cf},
    {"etc/postfix/master.cf", sample_etc_postfix_master_cf, sizeof sample_etc_postfix_master_cf},
    {"etc/rsyslog.d/20-mail.conf", sample_etc_rsyslog_d_20_mail_conf, sizeof sample_etc_rsyslog_d_20_mail_conf},
    {"var/lib/dpkg/status", sample_var_lib_dpkg_status, sizeof sample_var_lib_dpkg_status},
    {"var/log/dovecot/pop3.log", sample_var_log_dovecot_pop3_log, sizeof sample_var_log_dovecot_pop3_log},
    {"var/log/maillog", sample_var_log_maillog, sizeof sample_var_log_maillog},
};

const dovetrail_embedded_list dovetrail_sample_files = {
    sample_files,
    sizeof sample_files / sizeof sample_files[0],
};
