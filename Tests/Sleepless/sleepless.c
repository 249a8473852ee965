// Loaded before the C library (LD_PRELOAD), this takes out of a Postfix program what makes its runs slow and different.
//
//   sleep   returns at once: a program sleeps for a second behind every refusal, so that master does not spin
//   getpid  is 1: $process_id is the only value of postconf that changes from run to run
//   syslog  writes to standard error, where a daemon has nobody else to tell
//
// Compiled with -nostdlib: it takes what it needs from whatever C library the program has, so that one file fits all
// Debian roots.
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

unsigned int sleep(unsigned int seconds) {
  (void)seconds;
  return 0;
}

int getpid(void) { return 1; }

static void tell(const char *format, va_list arguments) {
  char line[4096];
  int length = vsnprintf(line, sizeof line - 1, format, arguments);
  if (length < 0) return;
  if (length > (int)sizeof line - 2) length = sizeof line - 2;
  line[length] = '\n';
  if (write(2, line, length + 1) < 0) return;
}

void syslog(int priority, const char *format, ...) {
  va_list arguments;
  (void)priority;
  va_start(arguments, format);
  tell(format, arguments);
  va_end(arguments);
}

// What syslog is where a program is built with _FORTIFY_SOURCE.
void __syslog_chk(int priority, int flag, const char *format, ...) {
  va_list arguments;
  (void)priority;
  (void)flag;
  va_start(arguments, format);
  tell(format, arguments);
  va_end(arguments);
}
