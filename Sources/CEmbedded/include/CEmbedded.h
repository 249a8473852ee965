#ifndef DOVETRAIL_EMBEDDED_H
#define DOVETRAIL_EMBEDDED_H

#include <stddef.h>

/// A file that is part of the program: its name, and its bytes in read-only memory.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} dovetrail_embedded_file;

/// All embedded files of one kind.
typedef struct {
  const dovetrail_embedded_file *_Nonnull files;
  size_t count;
} dovetrail_embedded_list;

// MARK: - Profiles

/// The files of Profiles/.
extern const dovetrail_embedded_list dovetrail_profile_files;

// MARK: - Samples

/// Samples/windows-live-mail-2012; names are paths in the tree, such as "etc/dovecot/dovecot.conf", in byte order.
extern const dovetrail_embedded_list dovetrail_sample_files;

// MARK: - Dovecot

/// The typed settings of each known version, oldest first; the name is the version.
extern const dovetrail_embedded_list dovetrail_dovecot_catalogues;
/// Defaults that were others before a version of the language: path, version, old default; sorted by path.
extern const dovetrail_embedded_file dovetrail_dovecot_history;

// MARK: - Postfix

/// Parameters by version, oldest first; each file's name is the version.
extern const dovetrail_embedded_list dovetrail_postfix_catalogues;
extern const dovetrail_embedded_file dovetrail_postfix_deprecated;
extern const dovetrail_embedded_file dovetrail_postfix_legacy_suffixes;
extern const dovetrail_embedded_file dovetrail_postfix_restrictions;
extern const dovetrail_embedded_file dovetrail_unicode;

// MARK: - OpenSSL

/// The cipher suites of each known version, oldest first; the name is the version.
extern const dovetrail_embedded_list dovetrail_openssl_ciphers;

#endif
