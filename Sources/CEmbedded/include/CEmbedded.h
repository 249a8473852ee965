#ifndef DOVETRAIL_EMBEDDED_H
#define DOVETRAIL_EMBEDDED_H

#include <stddef.h>

/// A file that is part of the program: its name, and its bytes in read-only memory.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} dovetrail_embedded_file;

/// Calls `body` once for each embedded file of a kind until it returns non-zero; no state, no start-up cost.
typedef struct {
  const dovetrail_embedded_file *_Nonnull files;
  size_t count;
} dovetrail_embedded_list;

/* --- Dovecot: the typed settings of each known version, oldest first; the name is the version ------------------- */
extern const dovetrail_embedded_list dovetrail_dovecot_catalogues;
/* Defaults that were others before a version of the language: path, version, old default; sorted by path. */
extern const dovetrail_embedded_file dovetrail_dovecot_history;
/* --- end of Dovecot --------------------------------------------------------------------------------------------- */

#endif
