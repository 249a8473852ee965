#ifndef DOVETRAIL_CLINUX_SHIM_H
#define DOVETRAIL_CLINUX_SHIM_H

// Calls of Linux that Swift's Glibc module leaves out. It does not list the header of extended attributes; glibc
// declares renameat2 for _GNU_SOURCE only; the numbers of requests to a file system are macros that Swift cannot read.
#include <sys/ioctl.h>
#include <sys/xattr.h>

int renameat2(int, const char *, int, const char *, unsigned int);

// RENAME_EXCHANGE of <linux/fs.h>, which cannot stand beside <sys/mount.h>.
static const unsigned int renameExchange = 1u << 1;
// RENAME_NOREPLACE.
static const unsigned int renameNoReplace = 1u << 0;
// FS_IOC_GETFLAGS, what lsattr(1) asks.
static const unsigned long getInodeFlags = _IOR('f', 1, long);

#endif
