// Loaded before the C library (LD_PRELOAD), this counts the calls by which a program changes a file system, and lets
// one of them fail or end the program.
//
//   FAULT_AT=N        the N-th call, from 1; without it calls are only counted
//   FAULT_KIND=kill   the process is killed (SIGKILL) before the call
//   FAULT_KIND=tear   a write writes its first half, then the process is killed; other calls: as kill
//   FAULT_KIND=E      the call fails with the error number E and does nothing
//   FAULT_KIND=run    FAULT_COMMAND is run before the call, for what somebody else does at that moment
//   FAULT_LASTS=1     so does every later one, as on a full disk, but for those that need no room (unlink, ftruncate)
//                     where E is ENOSPC
//   FAULT_NOEXCHANGE=1  renameat2 fails with EINVAL, as on NFS
//   FAULT_TRACE=FILE  one line a call: its number, its name, and the name or open file that it is about
//
// Why a library and not ptrace: it stands where the program hands its calls over, works on every architecture, and a
// run costs no more than without it, so that every call can be tried in every way. What it cannot see, a call that
// does not go through the C library, a test looks for with strace.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

static int calls;

static int number(const char *name, int otherwise) {
  const char *text = getenv(name);
  return text ? atoi(text) : otherwise;
}

static void trace(const char *call, int descriptor, const char *name) {
  const char *path = getenv("FAULT_TRACE");
  if (!path) return;
  char link[64], target[4096] = "", line[8500];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  if (descriptor >= 0 && readlink(link, target, sizeof target - 1) < 0) target[0] = 0;
  int length = snprintf(line, sizeof line, "%d %s %s%s%s\n", calls, call, target, name ? "/" : "", name ? name : "");
  long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (file < 0) return;
  syscall(SYS_write, file, line, length);
  syscall(SYS_close, file);
}

static int is_kind(const char *kind) {
  const char *text = getenv("FAULT_KIND");
  return text && !strcmp(text, kind);
}

static int needs_room(const char *call) {
  return strncmp(call, "unlink", 6) && strcmp(call, "rmdir") && strcmp(call, "ftruncate") && strncmp(call, "rename", 6);
}

// Whether the call is the one. The program ends here where it is to be killed.
static int fails(const char *call, int descriptor, const char *name) {
  calls++;
  trace(call, descriptor, name);
  int at = number("FAULT_AT", 0);
  if (!at || calls < at) return 0;
  if (is_kind("run")) {
    unsetenv("LD_PRELOAD");
    if (calls == at && system(getenv("FAULT_COMMAND"))) _exit(99);
    return 0;
  }
  int error = number("FAULT_KIND", 0);
  if (calls > at && (!number("FAULT_LASTS", 0) || (error == ENOSPC && !needs_room(call)))) return 0;
  if (is_kind("tear") && !strcmp(call, "write")) return 1;
  if (is_kind("kill") || is_kind("tear")) kill(getpid(), SIGKILL);
  errno = error;
  return 1;
}

#define NEXT(call) ((__typeof__(call) *)dlsym(RTLD_NEXT, #call))

#define OPENAT(call)                                                                    \
  int call(int directory, const char *name, int flags, ...) {                           \
    va_list list;                                                                       \
    va_start(list, flags);                                                              \
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;                           \
    va_end(list);                                                                       \
    if (flags & O_CREAT && fails("openat", directory, name)) return -1;                 \
    return NEXT(call)(directory, name, flags, mode);                                    \
  }
OPENAT(openat)
OPENAT(openat64)

#define OPEN(call)                                                                      \
  int call(const char *name, int flags, ...) {                                          \
    va_list list;                                                                       \
    va_start(list, flags);                                                              \
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;                           \
    va_end(list);                                                                       \
    if (flags & O_CREAT && fails("open", -1, name)) return -1;                          \
    return NEXT(call)(name, flags, mode);                                               \
  }
OPEN(open)
OPEN(open64)

// Standard output and standard error are no part of the tree.
ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (descriptor > 2 && fails("write", descriptor, 0)) {
    if (!is_kind("tear")) return -1;
    NEXT(write)(descriptor, bytes, count / 2);
    kill(getpid(), SIGKILL);
  }
  return NEXT(write)(descriptor, bytes, count);
}

#define CALL(type, call, parameters, arguments, descriptor, name)                       \
  type call parameters {                                                                \
    if (fails(#call, descriptor, name)) return -1;                                      \
    return NEXT(call) arguments;                                                        \
  }
CALL(ssize_t, pwrite, (int d, const void *b, size_t n, off_t o), (d, b, n, o), d, 0)
CALL(ssize_t, pwrite64, (int d, const void *b, size_t n, off64_t o), (d, b, n, o), d, 0)
CALL(int, fsync, (int d), (d), d, 0)
CALL(int, fdatasync, (int d), (d), d, 0)
CALL(int, ftruncate, (int d, off_t n), (d, n), d, 0)
CALL(int, ftruncate64, (int d, off64_t n), (d, n), d, 0)
CALL(int, mkdir, (const char *p, mode_t m), (p, m), -1, p)
CALL(int, mkdirat, (int d, const char *p, mode_t m), (d, p, m), d, p)
CALL(int, rename, (const char *p, const char *q), (p, q), -1, q)
CALL(int, renameat, (int d, const char *p, int e, const char *q), (d, p, e, q), d, q)
CALL(int, link, (const char *p, const char *q), (p, q), -1, q)
CALL(int, linkat, (int d, const char *p, int e, const char *q, int f), (d, p, e, q, f), e, q)
CALL(int, symlink, (const char *p, const char *q), (p, q), -1, q)
CALL(int, symlinkat, (const char *p, int e, const char *q), (p, e, q), e, q)
CALL(int, unlink, (const char *p), (p), -1, p)
CALL(int, unlinkat, (int d, const char *p, int f), (d, p, f), d, p)
CALL(int, rmdir, (const char *p), (p), -1, p)
CALL(int, chmod, (const char *p, mode_t m), (p, m), -1, p)
CALL(int, fchmod, (int d, mode_t m), (d, m), d, 0)
CALL(int, fchmodat, (int d, const char *p, mode_t m, int f), (d, p, m, f), d, p)
CALL(int, chown, (const char *p, uid_t u, gid_t g), (p, u, g), -1, p)
CALL(int, fchown, (int d, uid_t u, gid_t g), (d, u, g), d, 0)
CALL(int, fchownat, (int d, const char *p, uid_t u, gid_t g, int f), (d, p, u, g, f), d, p)
CALL(int, futimens, (int d, const struct timespec t[2]), (d, t), d, 0)
CALL(int, utimensat, (int d, const char *p, const struct timespec t[2], int f), (d, p, t, f), d, p)
CALL(int, setxattr, (const char *p, const char *n, const void *v, size_t s, int f), (p, n, v, s, f), -1, p)
CALL(int, fsetxattr, (int d, const char *n, const void *v, size_t s, int f), (d, n, v, s, f), d, 0)
CALL(int, removexattr, (const char *p, const char *n), (p, n), -1, p)
CALL(int, fremovexattr, (int d, const char *n), (d, n), d, 0)

int renameat2(int d, const char *p, int e, const char *q, unsigned int flags) {
  if (fails("renameat2", d, q)) return -1;
  if (number("FAULT_NOEXCHANGE", 0) && flags) {
    errno = EINVAL;
    return -1;
  }
  return NEXT(renameat2)(d, p, e, q, flags);
}
